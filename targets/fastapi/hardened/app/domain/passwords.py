import hashlib
import hmac
import secrets
import threading
import unicodedata

# OWASP's recommendation for scrypt with 32 MiB of memory.
COST = {"n": 2**15, "r": 8, "p": 3, "maxmem": 64 * 1024 * 1024, "dklen": 32}
COMMON = frozenset({"password1234", "123456789012", "qwertyuiop12", "iloveyou1234", "letmein12345", "administrator", "welcome12345"})
_DUMMY = "scrypt$" + "00" * 16 + "$" + "00" * 32
_slots = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_derive(password, salt).hex()}"


def password_matches(password: str, stored: str | None) -> bool:
    """Takes as long for an unknown account (stored is None) as for a known one."""
    usable = stored is not None and stored.startswith("scrypt$")
    _, salt, expected = (stored if usable else _DUMMY).split("$")
    derived = _derive(password, bytes.fromhex(salt))
    return hmac.compare_digest(derived, bytes.fromhex(expected)) and usable


def password_problem(password: str, username: str = "") -> str | None:
    lowered = password.lower()
    if lowered in COMMON or len(set(password)) < 5:
        return "is too easy to guess"
    if len(username) > 3 and username.lower() in lowered:
        return "contains the username"
    return None


def _derive(password: str, salt: bytes) -> bytes:
    with _slots:
        return hashlib.scrypt(unicodedata.normalize("NFKC", password).encode("utf-8", "replace"), salt=salt, **COST)
