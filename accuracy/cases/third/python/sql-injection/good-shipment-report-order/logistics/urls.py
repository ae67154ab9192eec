from django.urls import path

from logistics import views

urlpatterns = [
    path("reports/shipments/", views.ShipmentReportView.as_view(), name="shipment-report"),
]
