from functools import partial

COOKIE = "locker"
LIFETIME = 4 * 3600


def _set(response, name, value, **options):
    response.set_cookie(name, value, max_age=LIFETIME, **options)
    return response


remember_locker = partial(_set, name=COOKIE, httponly=True, secure=True, samesite="Strict")
