import os
from datetime import timedelta
from pathlib import Path


def _need(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise RuntimeError(f"{name} is not set")
    return value


class Config:
    def __init__(self):
        self.SECRET_KEY = _need("MILL_SECRET")
        if len(self.SECRET_KEY) < 43:
            raise RuntimeError("MILL_SECRET needs 32 random bytes in base64")
        self.DATABASE_URL = _need("DATABASE_URL")
        self.RATELIMIT_STORAGE_URI = _need("REDIS_URL")
        self.RATELIMIT_DEFAULT = "240 per minute"
        self.RATELIMIT_HEADERS_ENABLED = True
        self.PUBLIC_URL = _need("PUBLIC_URL").rstrip("/")
        self.SCAN_ROOT = Path(_need("SCAN_ROOT")).resolve()
        self.PUBLICATION_ROOT = Path(_need("PUBLICATION_ROOT")).resolve()
        self.MAIL_ENDPOINT = _need("MAIL_ENDPOINT")
        self.MAIL_KEY = _need("MAIL_KEY")

    DEBUG = False
    TESTING = False
    MAX_CONTENT_LENGTH = 12 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 200_000
    MAX_FORM_PARTS = 60
    SESSION_COOKIE_NAME = "__Host-mill"
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_PATH = "/"
    PERMANENT_SESSION_LIFETIME = timedelta(hours=10)
    WTF_CSRF_TIME_LIMIT = 4 * 3600
    WTF_CSRF_SSL_STRICT = True
