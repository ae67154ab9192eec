from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.shortcuts import render
from django.utils.decorators import method_decorator

from ..models import AuditEntry
from ..services.audit import note
from ..throttle import Fence, network_of


_letters = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


class LaterPasswordResetForm(PasswordResetForm):
    """The answer is the same, and as quick, whether there is somebody to write to or not."""

    def send_mail(self, *args, **kwargs):
        _letters.submit(super().send_mail, *args, **kwargs)


class Fenced:
    """POSTs pass two fences, one by network and one by the name that was given."""

    by_network = Fence("door-network", limit=40, seconds=900)
    by_name = Fence("door-name", limit=8, seconds=900)
    name_field = "username"

    def post(self, request, *args, **kwargs):
        name = request.POST.get(self.name_field, "").strip().lower()[:254]
        passed = self.by_network.admits(network_of(request))
        if name:
            passed = self.by_name.admits(name) and passed
        if not passed:
            return render(request, "registration/slow_down.html", status=429)
        return super().post(request, *args, **kwargs)


class SignIn(Fenced, auth.LoginView):
    """LoginView checks `next` against the host and changes the key of the session."""

    redirect_authenticated_user = False


@method_decorator(login_not_required, name="dispatch")
class Forgotten(Fenced, auth.PasswordResetView):
    name_field = "email"
    by_name = Fence("forgotten-name", limit=3, seconds=3600)
    form_class = LaterPasswordResetForm


class ForgottenSent(auth.PasswordResetDoneView):
    pass


class Renew(auth.PasswordResetConfirmView):
    post_reset_login = False


class Renewed(auth.PasswordResetCompleteView):
    pass


class ChangePassword(Fenced, auth.PasswordChangeView):
    success_url = "/"

    def form_valid(self, form):
        note(self.request.user, "password.changed", f"person:{self.request.user.pk}")
        return super().form_valid(form)


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    note(user, "signed-in", f"person:{user.pk}")


@receiver(user_login_failed)
def refused(sender, credentials, **kwargs):
    AuditEntry.objects.create(deed="sign-in.refused", thing="session")
