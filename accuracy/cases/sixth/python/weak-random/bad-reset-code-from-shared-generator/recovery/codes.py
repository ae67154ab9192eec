import random
import string

ALPHABET = string.ascii_uppercase + string.digits
_generator = random.Random()


def new_code(length: int = 16) -> str:
    return "".join(_generator.choices(ALPHABET, k=length))
