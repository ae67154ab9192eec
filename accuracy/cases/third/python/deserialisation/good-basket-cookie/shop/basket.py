from collections import Counter

from django.core import signing

COOKIE = "basket"


class Basket:
    """What a visitor without an account has laid aside."""

    def __init__(self, lines: Counter | None = None) -> None:
        self.lines = lines or Counter()

    @classmethod
    def of_request(cls, request) -> "Basket":
        raw = request.COOKIES.get(COOKIE)
        if raw is None:
            return cls()
        try:
            return cls(Counter(signing.loads(raw, salt="basket", max_age=604_800)))
        except signing.BadSignature:
            return cls()

    def write_to(self, response) -> None:
        value = signing.dumps(dict(self.lines), salt="basket")
        response.set_cookie(COOKIE, value, max_age=604_800, secure=True, httponly=True, samesite="Lax")

    def add(self, sku: str, quantity: int) -> None:
        self.lines[sku] += quantity
