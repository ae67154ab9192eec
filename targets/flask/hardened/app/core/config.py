"""Settings from the environment, checked once at the start."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Config(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    signing_key: bytes = Field(min_length=64, repr=False)
    database_path: str
    limits_path: str
    media_root: str
    issuer: str = "clinic"
    audience: str = "clinic-clients"
    access_seconds: int = 600
    refresh_seconds: int = 7 * 86_400
    session_seconds: int = 30 * 86_400
    reset_seconds: int = 900
    proxy_count: int = Field(default=0, ge=0, le=3)
    allowed_origins: tuple[str, ...] = ()
    webhook_hosts: tuple[str, ...] = ()
    requests_per_minute: int = Field(default=300, ge=1)
    request_burst: int = Field(default=100, ge=1)
    auth_per_minute: int = Field(default=30, ge=1)
    metrics_token: str | None = Field(default=None, min_length=32, repr=False)
    admin_username: str | None = None
    admin_password: str | None = Field(default=None, min_length=12, repr=False)


def load_config(environ=os.environ) -> Config:
    """Raises ValueError, naming the variable, when a value is missing or wrong."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-"))
    names = {
        "requests_per_minute": "RATE_LIMIT_PER_MINUTE",
        "request_burst": "RATE_LIMIT_BURST",
        "auth_per_minute": "AUTH_LIMIT_PER_MINUTE",
        "proxy_count": "TRUSTED_PROXY_COUNT",
        "metrics_token": "METRICS_TOKEN",
        "admin_username": "BOOTSTRAP_ADMIN_USERNAME",
        "admin_password": "BOOTSTRAP_ADMIN_PASSWORD",
    }
    given = {field: environ[name] for field, name in names.items() if environ.get(name)}
    return Config(
        signing_key=_signing_key(environ.get("SIGNING_KEY_FILE")),
        database_path=environ.get("DATABASE_PATH") or str(folder / "clinic.db"),
        limits_path=environ.get("LIMITS_PATH") or str(folder / "limits.db"),
        media_root=environ.get("MEDIA_ROOT") or str(folder / "media"),
        allowed_origins=_items(environ.get("ALLOWED_ORIGINS", "")),
        webhook_hosts=_items(environ.get("WEBHOOK_HOSTS", "hooks.partner.example")),
        **given,
    )


def _signing_key(path: str | None) -> bytes:
    """Without a mounted key one is drawn in the parent process: all workers share it, and it ends with them."""
    if not path:
        return secrets.token_bytes(64)
    return base64.urlsafe_b64decode(Path(path).read_text("ascii").strip())


def _items(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
