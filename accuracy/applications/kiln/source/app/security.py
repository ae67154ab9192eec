import hashlib
import hmac
import secrets
import time
from collections import OrderedDict

import anyio.to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from .config import settings

_hasher = PasswordHasher()
_decoy = _hasher.hash(secrets.token_urlsafe(24))
_argon_slots = anyio.CapacityLimiter(2)


async def hash_password(password: str) -> str:
    return await anyio.to_thread.run_sync(_hasher.hash, password, limiter=_argon_slots)


async def verify_password(stored: str | None, password: str) -> bool:
    """Costs the same with and without an account."""

    def check() -> bool:
        try:
            return _hasher.verify(stored or _decoy, password)
        except (VerificationError, InvalidHashError):
            return False

    matches = await anyio.to_thread.run_sync(check, limiter=_argon_slots)
    return matches and stored is not None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(prefix: str) -> tuple[str, str]:
    token = f"{prefix}_{secrets.token_urlsafe(32)}"
    return token, digest(token)


def sign(purpose: str, *parts: str) -> str:
    key = hmac.digest(settings.link_secret, purpose.encode(), "sha256")
    return hmac.new(key, "\x1f".join(parts).encode(), "sha256").hexdigest()


def signed_equal(given: str, purpose: str, *parts: str) -> bool:
    return hmac.compare_digest(given.encode(), sign(purpose, *parts).encode())


class Window:
    """Fixed window counter with a bounded memory."""

    def __init__(self, limit: int, seconds: int, capacity: int = 20_000) -> None:
        self.limit, self.seconds, self.capacity = limit, seconds, capacity
        self._entries: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def hit(self, key: str) -> bool:
        until, count = self._entries.get(key, (0.0, 0))
        if until <= time.monotonic():
            self._entries.pop(key, None)
            until, count = time.monotonic() + self.seconds, 0
            if len(self._entries) >= self.capacity:
                self._entries.popitem(last=False)
        self._entries[key] = (until, count + 1)
        return count < self.limit

    def forgive(self, key: str) -> None:
        self._entries.pop(key, None)


general_window = Window(600, 60)
login_window = Window(10, 900)
address_window = Window(300, 900)
signup_window = Window(60, 3600)
heavy_window = Window(60, 60)
