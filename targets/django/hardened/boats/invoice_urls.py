from django.urls import path

from . import invoice_views as views

urlpatterns = [
    path("", views.InvoiceList.as_view(), name="invoice-list"),
    path("<int:pk>/", views.InvoiceDetail.as_view(), name="invoice"),
    path("<int:pk>/print/", views.InvoicePrint.as_view(), name="invoice-print"),
    path("<int:pk>/settle/", views.settle, name="invoice-settle"),
]
