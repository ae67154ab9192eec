import random
import string

LETTERS = string.ascii_letters + string.digits


def temporary_password():
    letters = [random.choice(LETTERS) for _ in range(14)]
    return "".join(letters)


def pastel():
    return "#%02x%02x%02x" % tuple(random.randint(160, 255) for _ in range(3))
