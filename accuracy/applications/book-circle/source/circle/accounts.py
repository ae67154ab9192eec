import logging
import random

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from ldap3 import Connection, Server

from circle.forms import JoinForm, ReaderForm
from circle.models import Reader

log = logging.getLogger("circle.accounts")


def join(request):
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save(), backend="django.contrib.auth.backends.ModelBackend")
        return redirect("shelf")
    return render(request, "circle/form.html", {"form": form, "title": "Join the circle"})


def sign_in(request):
    problem = None
    if request.method == "POST":
        username = request.POST.get("username", "")
        password = request.POST.get("password", "")
        user = authenticate(request, username=username, password=password)
        if user is not None:
            login(request, user)
            return redirect(request.POST.get("next") or "shelf")
        log.warning("failed sign-in: %s / %s", repr(username), password)
        if User.objects.filter(username=username).exists():
            problem = "The password is wrong."
        else:
            problem = "There is no reader of this name."
    return render(request, "circle/login.html", {"problem": problem, "next": request.GET.get("next", "")})


def sign_out(request):
    logout(request)
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("shelf")


def forgot(request):
    if request.method == "POST":
        reader = Reader.objects.filter(user__username=request.POST.get("username", "")).first()
        if reader:
            reader.reset_code = "".join(random.choice("0123456789") for _ in range(8))
            reader.save()
        return render(request, "circle/message.html", {"text": "If we know you, a letter is on its way."})
    return render(request, "circle/forgot.html")


@require_POST
def reset(request):
    code = request.POST.get("code", "")
    reader = Reader.objects.filter(user__username=request.POST.get("username", ""), reset_code=code).exclude(reset_code="").first()
    if reader is None:
        return render(request, "circle/message.html", {"text": "This code is wrong."}, status=400)
    reader.user.set_password(request.POST.get("password", ""))
    reader.user.save()
    Reader.objects.filter(pk=reader.pk).update(reset_code="")
    return redirect(reverse("login"))


@login_required
def me(request):
    reader = Reader.objects.get(user=request.user)
    form = ReaderForm(request.POST or None, instance=reader)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("me")
    return render(request, "circle/form.html", {"form": form, "title": "About you"})


@csrf_exempt
@login_required
@require_POST
def change_email(request):
    request.user.email = request.POST.get("email", "")
    request.user.save()
    return redirect("me")


# Looks a reader up in the directory of the town library.
@login_required
def library_card(request):
    number = request.GET.get("number", "")
    with Connection(Server(settings.LIBRARY_LDAP, connect_timeout=5), auto_bind=True, receive_timeout=5) as directory:
        directory.search("ou=cards,dc=books,dc=example", f"(&(objectClass=card)(number={number}))", attributes=["validUntil"])
        found = [str(entry.validUntil) for entry in directory.entries[:1]]
    return HttpResponse(found[0] if found else "unknown", content_type="text/plain")
