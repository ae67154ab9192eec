from django.urls import path

from roster.views import EmployeeView, TeamView

urlpatterns = [
    path("teams/<int:pk>/", TeamView.as_view()),
    path("employees/", EmployeeView.as_view()),
]
