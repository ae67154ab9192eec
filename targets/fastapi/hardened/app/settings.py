"""Settings from the environment, checked once at the start."""

import base64
import os
import secrets
import tempfile
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535)
    database_path: str
    documents: Path
    token_key: bytes = Field(min_length=64, repr=False)
    trusted_proxies: str = ""
    allowed_origins: tuple[str, ...] = ()
    webhook_hosts: tuple[str, ...] = ()
    requests_per_minute: int = Field(default=300, ge=1)
    request_burst: int = Field(default=100, ge=1)
    auth_per_minute: int = Field(default=30, ge=1)
    admin_login: str | None = None
    admin_password: str | None = Field(default=None, min_length=12, repr=False)


NAMES = {
    "host": "HOST",
    "port": "PORT",
    "trusted_proxies": "TRUSTED_PROXIES",
    "requests_per_minute": "RATE_LIMIT_PER_MINUTE",
    "request_burst": "RATE_LIMIT_BURST",
    "auth_per_minute": "AUTH_LIMIT_PER_MINUTE",
    "admin_login": "BOOTSTRAP_ADMIN_LOGIN",
    "admin_password": "BOOTSTRAP_ADMIN_PASSWORD",
}


@lru_cache
def settings() -> Settings:
    """Raises a validation error, naming the field, when a value is missing or wrong."""
    work = Path(tempfile.mkdtemp(prefix="wallet-"))
    given = {field: os.environ[name] for field, name in NAMES.items() if os.environ.get(name)}
    return Settings(
        database_path=os.environ.get("DATABASE_PATH") or str(work / "wallet.db"),
        documents=Path(os.environ.get("DOCUMENTS") or work / "documents"),
        token_key=_token_key(os.environ.get("TOKEN_KEY_FILE")),
        allowed_origins=_items("ALLOWED_ORIGINS", ""),
        webhook_hosts=_items("WEBHOOK_HOSTS", "hooks.bank.example"),
        **given,
    )


def _token_key(path: str | None) -> bytes:
    """The mounted key, or a random one that ends with the process: nothing that could be guessed."""
    return base64.urlsafe_b64decode(Path(path).read_text("ascii").strip()) if path else secrets.token_bytes(64)


def _items(name: str, otherwise: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, otherwise).split(",") if part.strip())
