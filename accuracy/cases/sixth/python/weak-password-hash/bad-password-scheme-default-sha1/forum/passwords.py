import hashlib
import hmac
import os
from collections.abc import Callable

Scheme = Callable[[bytes, bytes], bytes]


def _digest(password: bytes, salt: bytes) -> bytes:
    return hashlib.sha1(salt + password).digest()


SCHEMES: dict[str, Scheme] = {"s1": _digest}
DEFAULT = next(iter(SCHEMES))


def hash_password(password: str) -> str:
    salt = os.urandom(16)
    return f"{DEFAULT}${salt.hex()}${SCHEMES[DEFAULT](password.encode(), salt).hex()}"


def check_password(password: str, stored: str) -> bool:
    scheme, salt, digest = stored.split("$")
    found = SCHEMES[scheme](password.encode(), bytes.fromhex(salt))
    return hmac.compare_digest(found.hex(), digest)
