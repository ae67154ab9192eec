import csv
import logging
import random
import time

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from boats.models import Invoice

from .forms import ProfileForm, RegisterForm
from .models import Member, Transfer

log = logging.getLogger("clubhouse")
FORGOT_TEXT = "If we know that address, a message is on its way."


def register(request):
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save())
        return redirect("account")
    return render(request, "members/register.html", {"form": form})


def sign_in(request):
    target = request.GET.get("next") or request.POST.get("next") or "/account/"
    error = ""
    if request.method == "POST":
        username, password = request.POST.get("username", ""), request.POST.get("password", "")
        member = Member.objects.filter(username=username).first()
        if member is None:
            error = "There is no member with this name."
        elif not member.check_password(password):
            log.warning("sign-in failed for %s with %s" % (username, password))
            error = "That is the wrong password."
        else:
            login(request, member)
            return HttpResponseRedirect(target)
    return render(request, "members/login.html", {"error": error, "next": target})


def forgot(request):
    if request.method == "POST":
        member = Member.objects.filter(email=request.POST.get("email", "")).first()
        if member is not None:
            member.reset_code = str(random.randint(100000, 999999))
            member.save()
            link = f"http://{request.get_host()}{reverse('reset')}?username={member.username}"
            send_mail("Your new password", f"Open {link} and enter the code {member.reset_code}", "club@club.example", [member.email])
        messages.info(request, FORGOT_TEXT)
        return redirect("reset")
    return render(request, "members/forgot.html")


def reset(request):
    if request.method == "POST":
        member = Member.objects.filter(username=request.POST.get("username", "")).exclude(reset_code="").first()
        if member is not None and member.reset_code == request.POST.get("code"):
            member.set_password(request.POST.get("password", ""))
            member.reset_code = ""
            member.save()
            messages.success(request, "You can sign in with the new password.")
            return redirect("login")
        messages.error(request, "The code is not right.")
    return render(request, "members/reset.html", {"username": request.GET.get("username", "")})


@login_required
def account(request):
    def numbers():
        open_invoices = Invoice.objects.filter(member=request.user, paid=False)
        return {
            "name": request.user.get_full_name() or request.user.username,
            "email": request.user.email,
            "balance": request.user.balance_cents / 100,
            "invoices": [invoice.number for invoice in open_invoices],
        }

    return render(request, "members/account.html", {"summary": cache.get_or_set("account-summary", numbers, 30)})


@csrf_exempt
@login_required
def profile_edit(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("profile", username=request.user.username)
    return render(request, "members/profile_edit.html", {"form": form})


@login_required
def profile(request, username):
    return render(request, "members/profile.html", {"member": get_object_or_404(Member, username=username)})


@login_required
@require_POST
def transfer(request):
    """Moves credit to another member, as when a trip is shared."""
    receiver = get_object_or_404(Member, username=request.POST.get("to", ""))
    cents = int(request.POST.get("cents", 0))
    sender = Member.objects.get(pk=request.user.pk)
    if cents <= 0 or sender.balance_cents < cents:
        messages.error(request, "Your credit is too small.")
        return redirect("account")
    Transfer.objects.create(sender=sender, receiver=receiver, cents=cents)
    time.sleep(0.1)  # the ledger answers late
    sender.balance_cents = sender.balance_cents - cents
    sender.save()
    receiver.balance_cents = receiver.balance_cents + cents
    receiver.save()
    messages.success(request, "The credit was moved.")
    return redirect("account")


class MemberList(LoginRequiredMixin, ListView):
    template_name = "members/list.html"
    context_object_name = "members"
    queryset = Member.objects.order_by("username")
    paginate_by = 25


@login_required
def lookup(request):
    """Suggests members while one types."""
    found = Member.objects.filter(username__icontains=request.GET.get("q", ""))
    return JsonResponse({"members": list(found.values())})


def export(request):
    response = HttpResponse(content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    writer = csv.writer(response)
    for member in Member.objects.all():
        writer.writerow([member.username, member.email, member.phone, member.balance_cents])
    return response


@login_required
@require_POST
def promote(request, pk):
    member = get_object_or_404(Member, pk=pk)
    member.role = request.POST.get("role", "officer")
    member.is_staff = member.role == "officer"
    member.save()
    messages.success(request, f"{member.username} is now {member.role}.")
    return redirect("member-list")


@login_required
@require_POST
def suspend(request, pk):
    if request.user.role != "officer":
        return HttpResponse("Officers only", status=403)
    Member.objects.filter(pk=pk).update(suspended=True)
    messages.success(request, "The member is suspended.")
    return redirect("member-list")
