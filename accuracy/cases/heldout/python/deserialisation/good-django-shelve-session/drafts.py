from django.core import signing


def load(text):
    return signing.loads(text, max_age=86400)
