from django.urls import path

from .views import EmployeeCard, EmployeeDirectory

urlpatterns = [
    path("employees/", EmployeeDirectory.as_view()),
    path("employees/<int:pk>/", EmployeeCard.as_view()),
]
