import os
from datetime import timedelta


class ConfigError(RuntimeError):
    pass


def _required(name: str, minimum: int = 1) -> str:
    value = os.environ.get(name, "")
    if len(value) < minimum:
        raise ConfigError(f"{name} has to be set ({minimum} characters or more)")
    return value


class Base:
    MAX_CONTENT_LENGTH = 2 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 256 * 1024
    PERMANENT_SESSION_LIFETIME = timedelta(minutes=45)
    SESSION_ABSOLUTE_SECONDS = 10 * 3600
    SESSION_COOKIE_NAME = "__Host-stock"
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    WTF_CSRF_TIME_LIMIT = 4 * 3600
    RATELIMIT_HEADERS_ENABLED = True
    RATELIMIT_DEFAULT = "300 per minute"
    RATELIMIT_STORAGE_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2}
    SQLALCHEMY_ENGINE_OPTIONS = {
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "hide_parameters": True,
        "connect_args": {"connect_timeout": 5, "options": "-c statement_timeout=15000"},
    }
    TRUSTED_PROXIES = 1


class Production(Base):
    def __init__(self) -> None:
        self.SECRET_KEY = _required("STOCK_SECRET_KEY", 32)
        self.SECRET_KEY_FALLBACKS = [k for k in os.environ.get("STOCK_OLD_SECRET_KEYS", "").split(",") if k]
        self.SQLALCHEMY_DATABASE_URI = _required("STOCK_DATABASE_URL")
        self.RATELIMIT_STORAGE_URI = _required("STOCK_REDIS_URL")
        self.TRUSTED_HOSTS = _required("STOCK_HOSTS").split(",")


class Testing(Base):
    TESTING = True
    SECRET_KEY = "testing"
    SQLALCHEMY_DATABASE_URI = "sqlite://"
    SQLALCHEMY_ENGINE_OPTIONS: dict = {}
    RATELIMIT_STORAGE_URI = "memory://"
    RATELIMIT_STORAGE_OPTIONS: dict = {}
    WTF_CSRF_ENABLED = False
    SESSION_COOKIE_NAME = "stock"
    SESSION_COOKIE_SECURE = False
