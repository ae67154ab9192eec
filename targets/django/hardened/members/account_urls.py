from django.contrib.auth.views import LogoutView, PasswordResetConfirmView, PasswordResetDoneView
from django.urls import path, reverse_lazy

from . import views

urlpatterns = [
    path("", views.account, name="account"),
    path("register/", views.register, name="register"),
    path("login/", views.SignIn.as_view(), name="login"),
    path("code/", views.code, name="code"),
    path("two-step/", views.two_step_setup, name="two-step"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("forgot/", views.Forgot.as_view(), name="forgot"),
    path("forgot/done/", PasswordResetDoneView.as_view(template_name="registration/forgot_done.html"), name="forgot-done"),
    path("reset/<uidb64>/<token>/", PasswordResetConfirmView.as_view(template_name="registration/reset.html", success_url=reverse_lazy("login")), name="password_reset_confirm"),
    path("profile/", views.profile_edit, name="profile-edit"),
    path("transfer/", views.transfer, name="transfer"),
]
