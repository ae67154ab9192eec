from django.urls import path

from . import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("forgot/", views.Forgot.as_view(), name="forgot"),
    path("forgot/sent/", views.ForgotSent.as_view(), name="forgot-sent"),
    path("reset/<uidb64>/<token>/", views.Reset.as_view(), name="password_reset_confirm"),
]
