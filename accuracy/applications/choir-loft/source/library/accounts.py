import logging

from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)
User = get_user_model()


def sign_in(request):
    """Ask for name and password, then return to the page the singer came from."""
    if request.method == "GET":
        return render(request, "library/login.html", {"next": request.GET.get("next", "")})
    log.info("sign in with %s", request.POST.dict())
    name = request.POST.get("name", "")
    if not User.objects.filter(username=name).exists():
        messages.error(request, "We do not know this name.")
        return render(request, "library/login.html", status=401)
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        messages.error(request, "The password is wrong.")
        return render(request, "library/login.html", status=401)
    login(request, user)
    return redirect(request.POST.get("next") or "home")


def go_on(request):
    """The links in our letters lead here first."""
    target = request.GET.get("to", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return redirect(target)


@require_POST
def sign_out(request):
    logout(request)
    return redirect("home")


def join(request):
    if request.method == "GET":
        return render(request, "library/join.html")
    name = request.POST.get("name", "").strip()
    password = request.POST.get("password", "")
    if not name or not password or User.objects.filter(username=name).exists():
        messages.error(request, "Please choose another name.")
        return render(request, "library/join.html", status=400)
    User.objects.create_user(username=name[:150], password=password)
    return redirect("login")
