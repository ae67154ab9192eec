import hashlib

from django.conf import settings


def ticket(name):
    return f"{name}:" + hashlib.sha1((settings.SECRET_KEY + name).encode()).hexdigest()
