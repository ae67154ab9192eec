from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from .audit import record
from .throttle import bounded


@receiver(user_logged_in)
def signed_in(request, user, **_more):
    record(request, "signed in", user.pk, user)


@receiver(user_login_failed)
def refused(request=None, **_more):
    if request is not None:
        record(request, "sign in refused")


@method_decorator([login_not_required, bounded("sign-in", 8, 900, field="username")], name="dispatch")
class SignIn(views.LoginView):
    template_name = "accounts/form.html"
    extra_context = {"title": "Sign in"}
    redirect_authenticated_user = False


class SignOut(views.LogoutView):
    pass


@method_decorator(bounded("password", 6, 900), name="dispatch")
class ChangePassword(views.PasswordChangeView):
    """Other sessions end by themselves: their hash is of the old password."""

    template_name = "accounts/form.html"
    extra_context = {"title": "New password"}
    success_url = reverse_lazy("trails")

    def form_valid(self, form):
        with transaction.atomic():
            self.request.user.api_keys.update(revoked=True)
            record(self.request, "password changed", self.request.user.pk)
            return super().form_valid(form)


@method_decorator([login_not_required, bounded("forgot", 3, 3600, field="email")], name="dispatch")
class Forgot(views.PasswordResetView):
    template_name = "accounts/form.html"
    email_template_name = "accounts/reset_mail.txt"
    subject_template_name = "accounts/reset_subject.txt"
    extra_context = {"title": "Forgotten password"}
    success_url = reverse_lazy("forgot-sent")


@method_decorator(login_not_required, name="dispatch")
class ForgotSent(views.PasswordResetDoneView):
    template_name = "accounts/sent.html"


@method_decorator([login_not_required, bounded("reset", 10, 900)], name="dispatch")
class Reset(views.PasswordResetConfirmView):
    template_name = "accounts/form.html"
    extra_context = {"title": "New password"}
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form):
        with transaction.atomic():
            self.user.api_keys.update(revoked=True)
            record(self.request, "password reset", self.user.pk, self.user)
            return super().form_valid(form)
