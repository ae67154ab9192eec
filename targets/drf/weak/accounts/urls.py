from django.urls import include, path
from rest_framework.routers import DefaultRouter
from rest_framework_simplejwt.views import TokenRefreshView

from . import views

router = DefaultRouter()
router.register("users", views.UserViewSet)

urlpatterns = [
    path("auth/register/", views.RegisterView.as_view()),
    path("auth/login/", views.sign_in),
    path("auth/logout/", views.sign_out),
    path("auth/refresh/", TokenRefreshView.as_view()),
    path("auth/password-reset/", views.password_reset),
    path("auth/password-reset/confirm/", views.password_reset_confirm),
    path("me/", views.MeView.as_view()),
    path("dashboard/", views.dashboard),
    path("", include(router.urls)),
]
