from django.urls import path

from .views import MonthlyReport

urlpatterns = [
    path("reports/monthly", MonthlyReport.as_view(), name="monthly-report"),
]
