from flask import current_app
from itsdangerous import URLSafeTimedSerializer


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt="oauth-state")


def pack(return_to: str) -> str:
    return _serializer().dumps({"return_to": return_to})


def unpack(state: str) -> dict:
    return _serializer().loads(state, max_age=600)
