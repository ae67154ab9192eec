from random import SystemRandom
import string

ALPHABET = string.ascii_uppercase + string.digits
generator = SystemRandom()


def invitation_code(length: int = 24) -> str:
    return "".join(generator.choices(ALPHABET, k=length))
