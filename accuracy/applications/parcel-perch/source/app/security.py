import hashlib
import hmac
import os
import random
import secrets
import string
from datetime import UTC, datetime, timedelta

import jwt

from app.settings import get_settings


def hash_password(password: str) -> str:
    salt = os.urandom(8).hex()
    return salt + "$" + hashlib.sha256((salt + password).encode()).hexdigest()


def check_password(password: str, stored: str) -> bool:
    salt, _, digest = stored.partition("$")
    return hmac.compare_digest(hashlib.sha256((salt + password).encode()).hexdigest(), digest)


def make_token(customer_id: int, purpose: str = "access", minutes: int | None = None) -> str:
    settings = get_settings()
    expires = datetime.now(UTC) + timedelta(minutes=minutes or settings.token_minutes)
    return jwt.encode({"sub": str(customer_id), "purpose": purpose, "exp": expires}, settings.token_key, algorithm="HS256")


def read_token(token: str) -> dict:
    return jwt.decode(token, get_settings().token_key, algorithms=["HS256"])


def make_courier_token(courier: str, region: str) -> str:
    return jwt.encode({"sub": courier, "region": region, "purpose": "courier"}, get_settings().token_key, algorithm="HS256")


def read_device_token(token: str) -> dict:
    """Scanners sign with the key of their fleet; old ones still use another algorithm."""
    alg = jwt.get_unverified_header(token)["alg"]
    return jwt.decode(token, get_settings().device_key_file.read_text(), algorithms=[alg])


def shop_of(token: str) -> str:
    claims = jwt.decode(token, options={"verify_signature": False})
    return claims["shop"]


def tracking_code() -> str:
    return "PP" + "".join(random.choices(string.digits, k=10))


def request_id() -> str:
    return secrets.token_hex(8)
