from django.urls import path

from refunds.views import AdminRefundView

urlpatterns = [path("admin/orders/<int:order_id>/refund", AdminRefundView.as_view())]
