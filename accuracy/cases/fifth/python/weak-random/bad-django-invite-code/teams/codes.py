import random
import string
from functools import partial

ALPHABET = string.ascii_uppercase + string.digits


def make_code(length):
    return "".join(random.choices(ALPHABET, k=length))


invitation_code = partial(make_code, 10)
