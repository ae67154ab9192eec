from django.contrib.auth.views import LogoutView, PasswordChangeView
from django.urls import path

from . import views

urlpatterns = [
    path("", views.account, name="account"),
    path("register/", views.register, name="register"),
    path("login/", views.sign_in, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", PasswordChangeView.as_view(template_name="form.html", success_url="/account/", extra_context={"title": "Change your password"}), name="password"),
    path("forgot/", views.forgot, name="forgot"),
    path("reset/", views.reset, name="reset"),
    path("profile/", views.profile_edit, name="profile-edit"),
    path("transfer/", views.transfer, name="transfer"),
]
