import random
import string

ALPHABET = string.ascii_uppercase + string.digits
_generator = random.SystemRandom()


def new_code(length: int = 16) -> str:
    return "".join(_generator.choices(ALPHABET, k=length))
