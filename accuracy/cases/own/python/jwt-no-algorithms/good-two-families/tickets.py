import jwt

from settings import PUBLIC_KEY


def read_ticket(text: str) -> dict:
    return jwt.decode(text, PUBLIC_KEY, algorithms=["ES256"], audience="tickets")
