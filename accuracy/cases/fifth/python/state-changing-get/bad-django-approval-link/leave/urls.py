from django.urls import path

from .views import ApproveRequest, ShowRequest

urlpatterns = [
    path("leave/<int:pk>/", ShowRequest.as_view(), name="leave-show"),
    path("leave/<int:pk>/approve/", ApproveRequest.as_view(), name="leave-approve"),
]
