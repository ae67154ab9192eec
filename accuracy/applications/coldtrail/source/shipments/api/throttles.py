import hashlib

from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle


class ByGivenName(SimpleRateThrottle):
    """The second fence of the door: by the name that was given, whoever gives it."""

    scope = "sign-in-name"
    field = "username"

    def get_cache_key(self, request, view):
        name = request.data.get(self.field) if isinstance(request.data, dict) else None
        if not isinstance(name, str) or not name:
            return None
        ident = hashlib.sha1(name.strip().lower().encode(), usedforsecurity=False).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class ByGivenAddress(ByGivenName):
    field = "email"


Scoped = ScopedRateThrottle
