from django.urls import path

from payroll.views import RunList, RunRelease

urlpatterns = [
    path("payroll/runs/", RunList.as_view()),
    path("payroll/runs/<int:pk>/release/", RunRelease.as_view()),
]
