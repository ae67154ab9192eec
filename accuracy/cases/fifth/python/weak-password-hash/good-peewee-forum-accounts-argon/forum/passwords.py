from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

hasher = PasswordHasher()


def encode(name, password):
    return hasher.hash(password)


def matches(account, password):
    try:
        return hasher.verify(account.password, password)
    except VerificationError:
        return False
