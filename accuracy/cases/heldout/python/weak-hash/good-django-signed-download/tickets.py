from django.core.signing import TimestampSigner


def ticket(name):
    return TimestampSigner(salt="download").sign(name)
