"""What is told to the log about sign-ins; never the name that was typed, since it may be a password."""

import logging

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

log = logging.getLogger("clubhouse")


def _where(request):
    return {"request": getattr(request, "id", ""), "address": getattr(request, "address", "")}


@receiver(user_logged_in)
def signed_in(sender, request, user, **_more):
    log.info("auth.signed-in", extra={"account": user.pk, **_where(request)})


@receiver(user_logged_out)
def signed_out(sender, request, user, **_more):
    log.info("auth.signed-out", extra={"account": user.pk if user else "", **_where(request)})


@receiver(user_login_failed)
def refused(sender, credentials, request=None, **_more):
    log.warning("auth.refused", extra=_where(request))
