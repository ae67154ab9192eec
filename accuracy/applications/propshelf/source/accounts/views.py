from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, UpdateView

from accounts.forms import ProfileForm, SignUpForm
from accounts.models import User


def sign_in(request):
    if request.method == "POST":
        user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
        if user:
            login(request, user)
            return redirect(request.GET.get("next") or "home")
        messages.error(request, "Name or password are wrong")
    return render(request, "login.html")


@require_POST
def sign_out(request):
    logout(request)
    target = request.POST.get("to", "/")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("home")


class SignUp(CreateView):
    form_class = SignUpForm
    template_name = "form.html"
    success_url = reverse_lazy("login")


class Profile(UpdateView):
    form_class = ProfileForm
    template_name = "profile.html"
    success_url = reverse_lazy("profile")

    def get_object(self, queryset=None):
        return self.request.user


def forgot(request):
    if request.method == "POST":
        user = User.objects.filter(email__iexact=request.POST.get("email", "")).first()
        if user:
            send_mail("Your code", f"Your code is {user.start_reset()}", None, [user.email])
        messages.info(request, "If the address is known, a code is under way")
        return redirect("reset")
    return render(request, "forgot.html")


def reset(request):
    if request.method == "POST":
        code = request.POST.get("code", "")
        known = User.objects.filter(email__iexact=request.POST.get("email", ""), reset_until__gt=timezone.now())
        user = known.filter(reset_code=code).first()
        if code and user:
            user.set_password(request.POST["password"])
            user.reset_code = ""
            user.save()
            return redirect("login")
        messages.error(request, "That code is wrong")
    return render(request, "reset.html")
