import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import yaml


class SettingsError(RuntimeError):
    pass


def _secret(name: str, least: int = 32) -> str:
    value = os.environ.get(name, "")
    if len(value) < least:
        raise SettingsError(f"{name} has to be set, {least} characters at least")
    return value


@dataclass(frozen=True)
class Mail:
    host: str
    port: int
    sender: str


@dataclass(frozen=True)
class Settings:
    origin: str
    database: Path
    files: Path
    mail: Mail
    limits_storage: str = "memory://"
    secret_key: str = field(default="", repr=False)
    seal_key: str = field(default="", repr=False)
    testing: bool = False

    @classmethod
    def load(cls) -> "Settings":
        with open(os.environ["MUNIMENT_CONFIG"], encoding="utf-8") as handle:
            raw = yaml.safe_load(handle)
        return cls(
            origin=raw["origin"],
            database=Path(raw["database"]),
            files=Path(raw["files"]),
            mail=Mail(**raw["mail"]),
            limits_storage=raw.get("limits_storage", "memory://"),
            secret_key=_secret("MUNIMENT_SECRET_KEY"),
            seal_key=_secret("MUNIMENT_SEAL_KEY", 44),
        )

    def for_flask(self) -> dict:
        return {
            "SECRET_KEY": self.secret_key,
            "TESTING": self.testing,
            "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 500_000,
            "MAX_FORM_PARTS": 50,
            "SESSION_COOKIE_NAME": "__Host-muniment",
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=10),
            "SESSION_REFRESH_EACH_REQUEST": False,
            "WTF_CSRF_TIME_LIMIT": 3600 * 4,
            "RATELIMIT_STORAGE_URI": self.limits_storage,
        }
