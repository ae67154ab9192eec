import time

import pyotp
from cryptography.fernet import Fernet
from flask import current_app

from . import db

_STEP = 30


def _seal() -> Fernet:
    return Fernet(current_app.extensions["settings"].seal_key.encode())


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Muniment")


def _counter_of(secret: str, code: str) -> int | None:
    totp, now = pyotp.TOTP(secret), int(time.time())
    for drift in (0, -1, 1):
        moment = now + drift * _STEP
        if totp.verify(code, for_time=moment):
            return moment // _STEP
    return None


def enrol(person_id: int, secret: str, code: str) -> bool:
    counter = _counter_of(secret, code)
    if counter is None:
        return False
    db.run(
        "UPDATE people SET totp_sealed = ?, totp_counter = ? WHERE id = ? AND totp_sealed IS NULL",
        _seal().encrypt(secret.encode()),
        counter,
        person_id,
    )
    return True


def accept(person, code: str) -> bool:
    """A code counts once: the counter only moves forward, in one statement."""
    counter = _counter_of(_seal().decrypt(person["totp_sealed"]).decode(), code)
    if counter is None:
        return False
    moved = db.run("UPDATE people SET totp_counter = ? WHERE id = ? AND totp_counter < ?", counter, person["id"], counter)
    return moved.rowcount == 1
