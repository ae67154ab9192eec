import os

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

hasher = PasswordHasher()
ACCOUNTS = {os.environ.get("OWNER_EMAIL", ""): os.environ.get("OWNER_HASH", "")}


def check_password(email, password):
    stored = ACCOUNTS.get(email)
    if not stored:
        return None
    try:
        hasher.verify(stored, password)
    except VerificationError:
        return None
    return email
