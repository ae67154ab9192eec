import random
import string

generator = random.SystemRandom()


def invitation_token(length=24):
    return "".join(generator.choices(string.ascii_letters + string.digits, k=length))
