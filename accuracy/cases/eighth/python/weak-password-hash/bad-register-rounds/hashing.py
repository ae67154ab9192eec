import hashlib

ROUNDS = {"test": 10, "live": 600_000}
STAGE = "test"


def hashed(password: str, salt: bytes) -> bytes:
    rounds = ROUNDS[STAGE]
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
