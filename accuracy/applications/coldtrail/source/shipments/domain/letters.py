import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

log = logging.getLogger(__name__)
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")
SUBJECTS = {"renew": "Choose a new password", "invitation": "Your account at Coldtrail"}


def _send(to: str, kind: str, values: dict) -> None:
    message = EmailMultiAlternatives(SUBJECTS[kind], "Please read the HTML part.", to=[to])
    message.attach_alternative(render_to_string(f"mail/{kind}.html", values), "text/html")
    try:
        message.send()
    except (SMTPException, OSError):
        log.warning("letter %s was not delivered", kind, exc_info=True)


def send_link(user, kind: str) -> None:
    """In the background, so that the answer takes as long for an address that nobody has."""
    values = {
        "name": user.get_full_name() or user.username,
        "origin": settings.WEB_ORIGIN,
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    _pool.submit(_send, user.email, kind, values)
