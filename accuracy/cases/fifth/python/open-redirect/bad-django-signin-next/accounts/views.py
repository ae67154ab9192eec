from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views import View
from django_ratelimit.decorators import ratelimit
from django.utils.decorators import method_decorator

from .navigation import landing_url


@method_decorator(ratelimit(key="ip", rate="10/m", method="POST", block=True), name="dispatch")
class SignIn(View):
    template = "accounts/signin.html"

    def get(self, request):
        return render(request, self.template, {"form": AuthenticationForm(), "next": request.GET.get("next", "")})

    def post(self, request):
        form = AuthenticationForm(request, data=request.POST)
        if not form.is_valid():
            return render(request, self.template, {"form": form}, status=400)
        login(request, form.get_user())
        return HttpResponseRedirect(landing_url(request))
