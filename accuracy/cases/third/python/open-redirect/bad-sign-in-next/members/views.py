from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.generic import FormView
from django_ratelimit.decorators import ratelimit
from django.utils.decorators import method_decorator


@method_decorator(ratelimit(key="ip", rate="10/m", method="POST", block=True), name="dispatch")
class SignIn(FormView):
    form_class = AuthenticationForm
    template_name = "members/sign_in.html"

    def destination(self) -> str:
        target = self.request.POST.get("next") or self.request.GET.get("next", "")
        return target or resolve_url("member-home")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.request.GET.get("next", ""), **kwargs)

    def form_valid(self, form):
        login(self.request, form.get_user())
        return HttpResponseRedirect(self.destination())
