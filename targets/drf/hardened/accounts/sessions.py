"""Sessions: an access token names its session and is asked for in the database; a refresh token works once."""

import hashlib
import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from rest_framework.exceptions import NotAuthenticated
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken

_BEARER = re.compile(r"^Bearer ([A-Za-z0-9_.-]{1,4096})$")


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def open_session(account) -> dict:
    from .models import Session

    return _issue(Session.objects.create(account=account, ends=timezone.now() + settings.SESSION_LIFETIME))


def rotate(token: str) -> dict:
    from .models import RefreshToken

    now = timezone.now()
    row = RefreshToken.objects.select_related("session").filter(digest=digest_of(token), session__revoked=False, session__ends__gt=now, session__account__is_active=True).first()
    if row is None:
        raise NotAuthenticated()
    if RefreshToken.objects.filter(digest=row.digest, used=False).update(used=True) == 0:
        revoke(row.session_id)
        raise NotAuthenticated()
    if row.ends <= now:
        raise NotAuthenticated()
    return _issue(row.session)


def revoke(session_id) -> None:
    from .models import Session

    Session.objects.filter(pk=session_id).update(revoked=True)


def revoke_all(account) -> None:
    from .models import Session

    Session.objects.filter(account=account).update(revoked=True)


def identify(header: str):
    """The account and the session behind the header, as the database knows them now, or None."""
    from .models import Session

    found = _BEARER.match(header)
    if found is None:
        return None
    try:
        token = AccessToken(found.group(1))
        session = Session.objects.select_related("account").filter(pk=token.get("sid"), revoked=False, ends__gt=timezone.now(), account__is_active=True).first()
    except (TokenError, ValidationError, ValueError):
        return None
    if session is None or str(session.account_id) != token.get("user_id"):
        return None
    return session.account, session


def _issue(session) -> dict:
    from .models import RefreshToken

    refresh = secrets.token_urlsafe(32)
    RefreshToken.objects.create(digest=digest_of(refresh), session=session, ends=timezone.now() + settings.REFRESH_LIFETIME)
    access = AccessToken.for_user(session.account)
    access["sid"] = str(session.pk)
    return {"access": str(access), "refresh": refresh, "expires_in": int(access.lifetime.total_seconds())}
