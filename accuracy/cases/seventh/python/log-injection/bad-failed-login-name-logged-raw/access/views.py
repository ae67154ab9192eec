import logging

from django.contrib.auth import authenticate, login
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

logger = logging.getLogger("access")


def note_failure(username, address):
    logger.warning("login failed for %s from %s", username, address)


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def sign_in(request):
    username = request.POST.get("username", "")
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        note_failure(username, request.META["REMOTE_ADDR"])
        return JsonResponse({"error": "wrong name or password"}, status=401)
    login(request, user)
    return JsonResponse({"status": "ok"})
