import requests
from django.contrib.auth import get_user_model, login
from django.core.signing import BadSignature
from django.http import HttpResponseBadRequest, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse

from sso import client, state


def start(request):
    callback = request.build_absolute_uri(reverse("sso-callback"))
    return HttpResponseRedirect(client.authorise_url(state.pack(state.initial(request)), callback))


def callback(request):
    address = request.build_absolute_uri(reverse("sso-callback"))
    try:
        carried = state.unpack(request.GET.get("state", ""))
        subject = client.subject_for(request.GET.get("code", ""), address)
    except (BadSignature, ValueError, requests.HTTPError):
        return HttpResponseBadRequest("sign-in failed")
    user = get_user_model().objects.filter(username=subject, is_active=True).first()
    if user is None:
        return HttpResponseForbidden("no account")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(carried["return_to"])
