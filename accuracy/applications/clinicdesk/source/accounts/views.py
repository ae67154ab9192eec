import hashlib
import logging

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)
WINDOW = 15 * 60
CALENDAR_VIEWS = {"day", "week", "month"}


def client_ip(request: HttpRequest) -> str:
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES and forwarded[0]:
        return forwarded[-settings.TRUSTED_PROXIES].strip()
    return request.META["REMOTE_ADDR"]


def bump(key: str) -> int:
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key)
    except ValueError:
        # The counter ran out between the two calls.
        cache.set(key, 1, timeout=WINDOW)
        return 1


class ThrottledLoginView(LoginView):
    """Counts attempts per address and per account; both windows last 15 minutes."""

    redirect_authenticated_user = True
    per_account = 10
    per_address = 50

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        name = request.POST.get("username", "").strip().casefold()
        account = hashlib.sha256(name.encode()).hexdigest()
        self.account_key = f"login:account:{account}"
        attempts = bump(self.account_key), bump(f"login:address:{client_ip(request)}")
        if attempts[0] > self.per_account or attempts[1] > self.per_address:
            log.warning("login throttled for account %s", account[:12])
            form = self.get_form_class()(request)
            response = self.render_to_response(self.get_context_data(form=form, throttled=True))
            response.status_code = 429
            return response
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        cache.delete(self.account_key)
        return super().form_valid(form)


@require_POST
def set_calendar_view(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("view")
    if chosen in CALENDAR_VIEWS:
        request.session["calendar_view"] = chosen
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "appointments"
    return redirect(target)
