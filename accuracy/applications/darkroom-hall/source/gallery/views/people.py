import logging
import secrets
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import CreateView, FormView, ListView

from hall.middleware import counted, peer

from ..forms import InviteForm, PacedLogin, QuietReset, TableForm
from ..imports import members_of
from ..models import Member, Note
from .mixins import Paced, StewardOnly

log = logging.getLogger("hall")
_letters = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


def _send(form, host):
    try:
        form.save(domain_override=host, use_https=True, subject_template_name="registration/subject.txt", email_template_name="registration/letter.txt")
    except Exception:
        log.exception("letter not sent")
    finally:
        connection.close()


def letter(address):
    """Leaves after the answer; whether there is an account shows neither in it nor in its time."""
    form = QuietReset({"email": address})
    if form.is_valid():
        _letters.submit(_send, form, settings.ALLOWED_HOSTS[0])


@method_decorator(login_not_required, name="dispatch")
class Login(auth.LoginView):
    authentication_form = PacedLogin
    redirect_authenticated_user = False

    def form_valid(self, form):
        response = super().form_valid(form)
        Note.write(self.request, "login", self.request.user.pk)
        return response


class Logout(auth.LogoutView):
    next_page = reverse_lazy("login")


@method_decorator(login_not_required, name="dispatch")
class Forgot(FormView):
    form_class = QuietReset
    template_name = "registration/forgot.html"

    def form_valid(self, form):
        address = form.cleaned_data["email"].lower()
        if counted("forgot-ip", peer(self.request), 20, 3600) and counted("forgot", address, 3, 3600):
            letter(address)
        return self.render_to_response(self.get_context_data(sent=True))


@method_decorator(login_not_required, name="dispatch")
class Reset(auth.PasswordResetConfirmView):
    template_name = "registration/form.html"
    success_url = reverse_lazy("login")


class PasswordChange(Paced, auth.PasswordChangeView):
    template_name = "registration/form.html"
    success_url = reverse_lazy("shows")


class MemberList(StewardOnly, ListView):
    model = Member
    paginate_by = 50
    template_name = "gallery/members.html"

    def get_queryset(self):
        return Member.objects.only("name", "email", "is_active", "is_steward").order_by("name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(invite=InviteForm(), table=TableForm(), **kwargs)


class Invite(StewardOnly, CreateView):
    form_class = InviteForm
    template_name = "gallery/form.html"

    def form_valid(self, form):
        with transaction.atomic():
            member = Member.objects.create_user(form.cleaned_data["email"], form.cleaned_data["name"], secrets.token_urlsafe(32))
            Note.write(self.request, "member.invite", member.pk)
        letter(member.email)
        return redirect("members")


class MemberImport(StewardOnly, Paced, FormView):
    form_class = TableForm
    template_name = "gallery/form.html"
    pace = 3

    def form_valid(self, form):
        try:
            rows = members_of(form.cleaned_data["table"])
        except ValidationError as problem:
            form.add_error("table", problem)
            return self.form_invalid(form)
        nobody_knows = make_password(secrets.token_urlsafe(32))
        with transaction.atomic():
            fresh = [Member(email=r["email"].lower(), name=r["name"], password=nobody_knows) for r in rows]
            Member.objects.bulk_create(fresh, ignore_conflicts=True)
            Note.write(self.request, "member.import", len(rows))
        return redirect("members")


class MemberSwitch(StewardOnly, View):
    http_method_names = ["post"]

    def post(self, request, pk, step):
        with transaction.atomic():
            member = get_object_or_404(Member.objects.select_for_update().exclude(pk=request.user.pk), pk=pk)
            member.is_active = step == "open"
            member.save(update_fields=["is_active"])
            Note.write(request, f"member.{step}", member.pk)
        return redirect(reverse("members"))


class NoteList(StewardOnly, ListView):
    queryset = Note.objects.select_related("member").only("at", "action", "subject", "member__name")
    paginate_by = 100
    template_name = "gallery/notes.html"
