import hashlib
from functools import wraps

from django.core.cache import cache
from django.http import HttpResponse

from .audit import address_of


def spend(name, who, calls, seconds):
    key = f"form:{name}:{hashlib.sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= calls
    except ValueError:
        # The window has ended between the two calls.
        return True


def bounded(name, calls, seconds, field=None):
    """For forms: by address, and by what one of the fields holds."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method == "POST":
                fine = spend(name, address_of(request), calls * 4, seconds)
                if field is not None:
                    fine = spend(f"{name}:{field}", request.POST.get(field, "").strip().lower()[:254], calls, seconds) and fine
                if not fine:
                    return HttpResponse("Too many attempts.", status=429, content_type="text/plain", headers={"Retry-After": str(seconds)})
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
