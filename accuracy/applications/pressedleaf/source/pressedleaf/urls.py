from django.contrib.auth import views as auth
from django.urls import include, path

from herbarium.views import account, health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("sign-in", account.SignIn.as_view(), name="sign-in"),
    path("sign-out", auth.LogoutView.as_view(), name="sign-out"),
    path("password", account.ChangePassword.as_view(), name="password_change"),
    path("forgotten", account.Forgotten.as_view(), name="password_reset"),
    path("forgotten/sent", account.ForgottenSent.as_view(), name="password_reset_done"),
    path("forgotten/<uidb64>/<token>", account.Renew.as_view(), name="password_reset_confirm"),
    path("forgotten/done", account.Renewed.as_view(), name="password_reset_complete"),
    path("", include("herbarium.urls")),
]
