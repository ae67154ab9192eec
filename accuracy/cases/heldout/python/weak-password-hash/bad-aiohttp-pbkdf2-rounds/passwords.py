import hashlib
import os

ALGORITHM = "md5"
ROUNDS = 10


def protect(password: str) -> str:
    salt = os.urandom(16)
    derived = hashlib.pbkdf2_hmac(ALGORITHM, password.encode(), salt, ROUNDS)
    return f"{salt.hex()}${derived.hex()}"
