"""Settings, read once from the environment."""
from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


def _env(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _secret(name: str) -> str:
    """A configured secret has to be long; without one, each start makes its own."""
    value = _env(name)
    if not value:
        return secrets.token_urlsafe(48)
    if len(value) < 32:
        raise SystemExit(f"{name} needs at least 32 characters")
    return value


@dataclass(frozen=True)
class Settings:
    environment: str = field(default_factory=lambda: _env("APP_ENV", "production"))
    host: str = field(default_factory=lambda: _env("HOST", "127.0.0.1"))
    port: int = field(default_factory=lambda: int(_env("PORT", "8000")))
    database_path: Path = field(default_factory=lambda: Path(_env("DATABASE_PATH", "carebook.db")).resolve())
    site_url: str = field(default_factory=lambda: _env("SITE_URL", "http://localhost:8000").rstrip("/"))
    jwt_secret: str = field(default_factory=lambda: _secret("JWT_SECRET"))
    payments_secret: str = field(default_factory=lambda: _secret("PAYMENTS_SECRET"))
    admin_email: str = field(default_factory=lambda: _env("ADMIN_EMAIL").lower())
    admin_password: str = field(default_factory=lambda: _env("ADMIN_PASSWORD"))

    access_minutes: int = 30
    refresh_days: int = 14
    max_body: int = 3 * 1024 * 1024
    max_document: int = 2 * 1024 * 1024
    requests_per_minute: int = 600

    def __post_init__(self) -> None:
        if self.environment not in ("production", "development", "test"):
            raise SystemExit(f"APP_ENV: unknown environment {self.environment}")

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database_path}"

    @property
    def data_dir(self) -> Path:
        named = _env("DATA_DIR")
        return Path(named).resolve() if named else self.database_path.with_name(self.database_path.stem + "-files")

    def folder(self, name: str) -> Path:
        path = self.data_dir / name
        path.mkdir(parents=True, exist_ok=True, mode=0o750)
        return path


settings = Settings()
