import secrets

import structlog
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import HttpResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from accounts.models import Account

log = structlog.get_logger()


@require_POST
@ratelimit(key="ip", rate="5/h")
def request_reset(request):
    account = Account.objects.filter(email__iexact=request.POST.get("email", "")).first()
    if account is not None:
        token = secrets.token_urlsafe(32)
        cache.set(f"reset:{token}", account.pk, timeout=1800)
        log.info("reset_requested", account=account.pk, reset_token=token)
        send_mail("Your new password", f"Use {token} within 30 minutes.", None, [account.email])
    return HttpResponse(status=202)
