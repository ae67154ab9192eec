import os
import secrets

from argon2 import PasswordHasher

from kiosk.models import Operator

FIRST_OPERATOR = {"name": "admin", "role": "admin"}


def ensure_operator() -> None:
    if Operator.select().where(Operator.role == "admin").exists():
        return
    values = dict(FIRST_OPERATOR)
    password = os.environ.get("KIOSK_FIRST_PASSWORD") or secrets.token_urlsafe(24)
    values["password"] = PasswordHasher().hash(password)
    Operator.create(**values)
