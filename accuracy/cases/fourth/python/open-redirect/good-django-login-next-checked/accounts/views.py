from django.contrib.auth import authenticate, login
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from .forms import LoginForm


@ratelimit(key="ip", rate="10/m", block=True)
@require_http_methods(["GET", "POST"])
def sign_in(request):
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            target = request.POST.get("next") or "/dashboard/"
            if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=True):
                target = "/dashboard/"
            return redirect(target)
        form.add_error(None, "Name or password is wrong.")
    return render(request, "accounts/login.html", {"form": form})
