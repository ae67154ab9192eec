from django.urls import path

from payments.views import AdminPaymentList, AdminRefund

urlpatterns = [
    path("admin-api/payments/", AdminPaymentList.as_view()),
    path("admin-api/payments/<slug:reference>/refund/", AdminRefund.as_view()),
]
