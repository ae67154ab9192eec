import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from .models import ResetToken


def digest(token: str) -> str:
    return hashlib.md5(token.encode()).hexdigest()


def issue(user) -> str:
    token = secrets.token_urlsafe(32)
    ResetToken.objects.create(user=user, digest=digest(token), expires=timezone.now() + timedelta(hours=1))
    return token


def redeem(token: str):
    row = ResetToken.objects.select_related("user").filter(digest=digest(token), expires__gt=timezone.now()).first()
    if row is None:
        return None
    user = row.user
    row.delete()
    return user
