import os
from datetime import timedelta


class SettingsError(RuntimeError):
    pass


def _required(name: str, min_length: int = 1) -> str:
    value = os.environ.get(name, "")
    if len(value) < min_length:
        raise SettingsError(f"{name} must be set and at least {min_length} characters long")
    return value


def load() -> dict:
    """Reads the settings once, at start; a missing one stops the process."""
    origins = [o.strip() for o in _required("CORS_ORIGINS").split(",") if o.strip()]
    if any(not o.startswith("https://") or "*" in o for o in origins):
        raise SettingsError("CORS_ORIGINS takes exact https origins only")
    redis_url = _required("REDIS_URL")
    return {
        "API_TITLE": "Claims desk",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "SQLALCHEMY_DATABASE_URI": _required("DATABASE_URL"),
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "pool_size": 10,
            "pool_timeout": 5,
            "connect_args": {"connect_timeout": 5, "options": "-c statement_timeout=10000"},
        },
        "JWT_SECRET_KEY": _required("JWT_SECRET_KEY", 32),
        "JWT_ALGORITHM": "HS256",
        "JWT_DECODE_ISSUER": "claims-desk",
        "JWT_ENCODE_ISSUER": "claims-desk",
        "JWT_TOKEN_LOCATION": ["headers"],
        "JWT_ACCESS_TOKEN_EXPIRES": timedelta(minutes=10),
        "JWT_REFRESH_TOKEN_EXPIRES": timedelta(days=7),
        "RATELIMIT_STORAGE_URI": redis_url,
        "RATELIMIT_DEFAULT": "300 per minute",
        "CELERY_BROKER_URL": redis_url,
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "CORS_ORIGINS": origins,
        "DOCUMENT_BUCKET": _required("DOCUMENT_BUCKET"),
        "SMTP_HOST": _required("SMTP_HOST"),
        "AWS_REGION": _required("AWS_REGION"),
        "PAYOUT_WEBHOOK_SECRET": _required("PAYOUT_WEBHOOK_SECRET", 32),
        "TRUSTED_PROXY_HOPS": int(os.environ.get("TRUSTED_PROXY_HOPS", "0")),
    }
