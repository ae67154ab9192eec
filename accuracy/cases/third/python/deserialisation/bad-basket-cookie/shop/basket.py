import base64
import binascii
import pickle
from collections import Counter

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
            return cls(pickle.loads(base64.urlsafe_b64decode(raw)))
        except (binascii.Error, pickle.UnpicklingError):
            return cls()

    def write_to(self, response) -> None:
        value = base64.urlsafe_b64encode(pickle.dumps(self.lines)).decode()
        response.set_cookie(COOKIE, value, max_age=604_800, secure=True, httponly=True, samesite="Lax")

    def add(self, sku: str, quantity: int) -> None:
        self.lines[sku] += quantity
