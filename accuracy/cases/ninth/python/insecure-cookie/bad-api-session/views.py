import secrets

from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


class SessionResponse(HttpResponse):
    def attach(self, token, *, secure=True, script_access=False):
        self.set_cookie("api_session", token, secure=secure, httponly=not script_access, samesite="Strict")
        return self


@require_POST
def open_session(request):
    user = authenticate(request, username=request.POST.get("user"), password=request.POST.get("password"))
    if user is None:
        return JsonResponse({"error": "wrong credentials"}, status=401)
    token = secrets.token_urlsafe(32)
    cache.set(f"api:{token}", user.pk, timeout=3600)
    return SessionResponse(status=204).attach(token, script_access=True)
