from django.urls import path

from .views import ShowPrescription

urlpatterns = [path("prescriptions/<int:pk>", ShowPrescription.as_view())]
