import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt:32768:8:3"


def hash_password(password: str) -> str:
    return generate_password_hash(password, method=METHOD)


_decoy = hash_password(secrets.token_urlsafe(24))


def verify_password(stored: str | None, password: str) -> bool:
    matches = check_password_hash(stored or _decoy, password)
    return matches and stored is not None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def mac(key: bytes, *parts: str | bytes) -> str:
    signer = hmac.new(key, digestmod="sha256")
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        signer.update(len(data).to_bytes(8, "big") + data)
    return signer.hexdigest()


def same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())


class Window:
    """Counts hits per key in a fixed window, for all threads, in a bounded table."""

    def __init__(self, limit: int, seconds: int, capacity: int = 20_000) -> None:
        self.limit, self.seconds, self.capacity = limit, seconds, capacity
        self._entries: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def hit(self, key: str) -> bool:
        with self._lock:
            until, count = self._entries.pop(key, (0.0, 0))
            if until <= time.monotonic():
                until, count = time.monotonic() + self.seconds, 0
            self._entries[key] = (until, count + 1)
            if len(self._entries) > self.capacity:
                self._entries.popitem(last=False)
            return count < self.limit

    def forgive(self, key: str) -> None:
        with self._lock:
            self._entries.pop(key, None)
