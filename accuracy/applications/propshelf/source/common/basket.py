"""The basket lives in a cookie until the hire is made."""
import base64
import pickle

from django.core import signing

COOKIE = "basket"
LAST_SEEN = "seen"


def read(request):
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return []
    return pickle.loads(base64.urlsafe_b64decode(raw))


def write(response, items):
    raw = base64.urlsafe_b64encode(pickle.dumps(items)).decode()
    response.set_cookie(COOKIE, raw, max_age=7 * 86400, httponly=True, samesite="Lax")


def seen(request):
    """Ids of the props that were looked at last."""
    try:
        return signing.loads(request.COOKIES.get(LAST_SEEN, ""), salt="seen", max_age=30 * 86400)
    except signing.BadSignature:
        return []


def remember(response, request, pk):
    ids = [pk, *(i for i in seen(request) if i != pk)][:8]
    response.set_cookie(LAST_SEEN, signing.dumps(ids, salt="seen"), httponly=True, samesite="Lax")
