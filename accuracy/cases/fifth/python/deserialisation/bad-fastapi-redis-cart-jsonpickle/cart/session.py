import uuid

from fastapi import Request


def cart_key(request: Request) -> str:
    return "cart:" + request.session.setdefault("cart", uuid.uuid4().hex)
