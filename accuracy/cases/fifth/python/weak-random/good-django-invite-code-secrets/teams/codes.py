import secrets
import string
from functools import partial

ALPHABET = string.ascii_uppercase + string.digits


def make_code(length):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


invitation_code = partial(make_code, 10)
