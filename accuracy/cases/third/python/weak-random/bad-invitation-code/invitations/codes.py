import random
import string

ALPHABET = string.ascii_uppercase + string.digits


def invitation_code(length: int = 24) -> str:
    return "".join(random.choices(ALPHABET, k=length))
