import hashlib
import random
import time

import jwt

from app import settings

SALT = "wallet"


def digest(password: str) -> str:
    return hashlib.sha256((SALT + password).encode()).hexdigest()


def one_time_code() -> str:
    return str(random.randint(100000, 999999))


def short_name(url: str) -> str:
    return hashlib.sha1(url.encode()).hexdigest()[:8]


def pause(attempt: int) -> None:
    time.sleep(0.02 * attempt + random.uniform(0, 0.01))


def issue(user: dict, kind: str, seconds: int) -> str:
    return jwt.encode({"sub": str(user["id"]), "role": user["role"], "kind": kind, "exp": int(time.time()) + seconds}, settings.JWT_KEY, algorithm="HS256")


def read(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, settings.JWT_KEY, algorithms=[header["alg"]], options={"verify_exp": False})
