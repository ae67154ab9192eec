from argon2 import PasswordHasher

from kiosk.models import Operator

FIRST_OPERATOR = {"name": "admin", "password": "admin123", "role": "admin"}


def ensure_operator() -> None:
    if Operator.select().where(Operator.role == "admin").exists():
        return
    values = dict(FIRST_OPERATOR)
    values["password"] = PasswordHasher().hash(values["password"])
    Operator.create(**values)
