import csv
import time

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetView
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import DetailView, ListView

from boats.models import Invoice
from clubhouse.access import officer_required
from office.audit import record

from . import attempts, two_step
from .forms import CodeForm, ForgotForm, LookupForm, ProfileForm, RegisterForm, RoleForm, TransferForm
from .models import Member, Transfer

REGISTERED_TEXT = "If the address is new to us, the membership is ready. You can sign in."


@login_not_required
@require_http_methods(["GET", "POST"])
def register(request):
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        password = make_password(given["password"])
        try:
            with transaction.atomic():
                Member.objects.create(email=given["email"].lower(), name=given["name"], password=password)
        except IntegrityError:
            send_mail("You are a member already", "Someone asked for a membership with your address. You have one.", None, [given["email"]])
        messages.info(request, REGISTERED_TEXT)
        return redirect("login")
    return render(request, "members/register.html", {"form": form}, status=422 if form.errors else 200)


def too_many(request, wait):
    response = render(request, "problem.html", {"text": "Too many attempts. Please wait."}, status=429)
    response["Retry-After"] = str(int(wait) + 1)
    return response


class SignIn(LoginView):
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        wait = attempts.begin(request.POST.get("username", ""), request.address)
        return too_many(request, wait) if wait > 0 else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        member = form.get_user()
        attempts.forgive(form.cleaned_data["username"], self.request.address)
        if not member.two_step_nonce:
            return super().form_valid(form)
        self.request.session.flush()
        self.request.session.update({"waiting": member.pk, "waiting_since": int(time.time()), "waiting_for": self.get_success_url()})
        return redirect("code")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=401)


@login_not_required
@require_http_methods(["GET", "POST"])
def code(request):
    """The second step of a sign-in, within five minutes of the first."""
    since = request.session.get("waiting_since", 0)
    member = Member.objects.filter(pk=request.session.get("waiting", 0), is_active=True).exclude(two_step_nonce="").first()
    if member is None or time.time() - since > 300:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        wait = attempts.begin(f"code {member.pk}", request.address)
        if wait > 0:
            return too_many(request, wait)
        if form.is_valid() and two_step.use(member, form.cleaned_data["code"]):
            target = request.session["waiting_for"]
            login(request, member, backend="django.contrib.auth.backends.ModelBackend")
            for name in ("waiting", "waiting_since", "waiting_for"):
                request.session.pop(name, None)
            return redirect(target)
        form.add_error("code", "That is not the code.")
    return render(request, "form.html", {"form": form, "title": "Your code"}, status=401 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def two_step_setup(request):
    """Begins to ask for a code; a member who has one has to ask an administrator for a new one."""
    if request.user.two_step_nonce:
        messages.info(request, "A code is asked for already.")
        return redirect("account")
    nonce = request.session.setdefault("two_step", two_step.new_nonce())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if two_step.step_of(nonce, form.cleaned_data["code"]) is not None:
            Member.objects.filter(pk=request.user.pk).update(two_step_nonce=request.session.pop("two_step"))
            record(request, "two-step.on", f"member {request.user.pk}")
            return redirect("account")
        form.add_error("code", "That is not the code.")
    return render(request, "members/two_step.html", {"form": form, "secret": two_step.written(nonce)}, status=422 if form.errors else 200)


class ChangePassword(PasswordChangeView):
    template_name = "form.html"
    success_url = reverse_lazy("account")
    extra_context = {"title": "Change your password"}

    def form_valid(self, form):
        response = super().form_valid(form)
        record(self.request, "password.changed", f"member {self.request.user.pk}")
        messages.success(self.request, "The password is changed; you are signed out everywhere else.")
        return response


class Forgot(PasswordResetView):
    template_name = "registration/forgot.html"
    email_template_name = "registration/forgot_mail.txt"
    subject_template_name = "registration/forgot_subject.txt"
    form_class = ForgotForm
    success_url = reverse_lazy("forgot-done")


def summary_key(member_id: int) -> str:
    return f"summary:{member_id}"


@require_safe
def account(request):
    def numbers():
        open_invoices = Invoice.objects.filter(member=request.user, paid=False).order_by("-pk")[:20]
        return {"name": request.user.name, "email": request.user.email, "balance": request.user.balance_cents / 100, "invoices": [invoice.number for invoice in open_invoices]}

    return render(request, "members/account.html", {"summary": cache.get_or_set(summary_key(request.user.pk), numbers, 30)})


@require_http_methods(["GET", "POST"])
def profile_edit(request):
    form = ProfileForm(request.POST or None, instance=Member.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        cache.delete(summary_key(request.user.pk))
        messages.success(request, "Saved.")
        return redirect("profile", pk=request.user.pk)
    return render(request, "form.html", {"form": form, "title": "Profile"}, status=422 if form.errors else 200)


class Profile(DetailView):
    template_name = "members/profile.html"
    context_object_name = "member"
    queryset = Member.objects.filter(is_active=True).only("name", "bio", "website")


@require_POST
def transfer(request):
    """Moves credit to another member, as when a trip is shared."""
    form = TransferForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Please name a member and an amount.")
        return redirect("account")
    receiver, cents = get_object_or_404(Member, pk=form.cleaned_data["to"], is_active=True), form.cleaned_data["cents"]
    with transaction.atomic():
        moved = Member.objects.filter(pk=request.user.pk, balance_cents__gte=cents).exclude(pk=receiver.pk).update(balance_cents=F("balance_cents") - cents)
        if moved:
            Member.objects.filter(pk=receiver.pk).update(balance_cents=F("balance_cents") + cents)
            Transfer.objects.create(sender=request.user, receiver=receiver, cents=cents)
            record(request, "credit.moved", f"{cents} to member {receiver.pk}")
    if not moved:
        messages.error(request, "Your credit is too small.")
    cache.delete_many([summary_key(request.user.pk), summary_key(receiver.pk)])
    return redirect("account")


class MemberList(ListView):
    template_name = "members/list.html"
    context_object_name = "members"
    queryset = Member.objects.filter(is_active=True).only("name")
    paginate_by = 25


@require_safe
def lookup(request):
    """Suggests members while one types."""
    form = LookupForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"error": "Two to forty letters, please"}, status=400)
    found = Member.objects.filter(is_active=True, name__istartswith=form.cleaned_data["q"])
    return JsonResponse({"members": list(found.values("id", "name")[:10])})


class _Echo:
    def write(self, value):
        return value


def _cell(text: str) -> str:
    """A spreadsheet takes these first letters for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_safe
@officer_required
def export(request):
    record(request, "members.exported", "all")
    writer = csv.writer(_Echo())
    rows = Member.objects.filter(is_active=True).values_list("name", "email", "phone").iterator(chunk_size=500)
    response = StreamingHttpResponse((writer.writerow([_cell(text) for text in row]) for row in rows), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@require_POST
@officer_required
def promote(request, pk):
    member = get_object_or_404(Member, pk=pk, is_superuser=False)
    form = RoleForm(request.POST, instance=member)
    if form.is_valid():
        form.save()
        record(request, "member.role", f"member {pk} is {member.role}")
        messages.success(request, "The role is changed.")
    else:
        messages.error(request, "There is no such role.")
    return redirect("member-list")


@require_POST
@officer_required
def disable(request, pk):
    """Whoever is disabled is out with the next request: the session no longer finds a member."""
    changed = Member.objects.filter(pk=pk, is_superuser=False).update(is_active=False)
    if changed:
        record(request, "member.disabled", f"member {pk}")
        messages.success(request, "The member is disabled.")
    return redirect("member-list")
