from django.urls import path

from .views import invoice_total

urlpatterns = [path("invoices/<str:number>/total", invoice_total)]
