import os
from pathlib import Path


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


class Settings:
    """Read once at start. Everything can be set from the environment."""

    def __init__(self) -> None:
        self.PROJECT_NAME = "Lectern"
        self.API_V1_STR = "/api/v1"
        self.ENVIRONMENT = os.environ.get("ENVIRONMENT", "local")
        self.LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
        self.HOST = os.environ.get("HOST", "127.0.0.1")
        self.PORT = int(os.environ.get("PORT", "8000"))

        self.SECRET_KEY = os.environ.get("SECRET_KEY", "changethis")
        self.ACCESS_TOKEN_EXPIRE_MINUTES = 60
        self.RESET_TOKEN_EXPIRE_MINUTES = 30
        self.FEED_TOKEN_EXPIRE_DAYS = 180

        self.DATABASE_PATH = Path(os.environ.get("DATABASE_PATH", "./data/lectern.db")).resolve()
        self.STORAGE_DIR = Path(
            os.environ.get("STORAGE_DIR", str(self.DATABASE_PATH.parent / "storage"))
        ).resolve()
        self.FRONTEND_HOST = os.environ.get("FRONTEND_HOST", "https://learn.lectern.example")
        self.BACKEND_CORS_ORIGINS = _list("BACKEND_CORS_ORIGINS", self.FRONTEND_HOST)
        self.PROVIDER_SECRET = os.environ.get("PROVIDER_SECRET") or os.urandom(32).hex()

        self.ADMIN_EMAIL = os.environ.get("ADMIN_EMAIL")
        self.ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD")

        self.MAX_BODY_BYTES = 6 * 1024 * 1024
        self.MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024
        self.PLATFORM_SHARE_PERCENT = 20
        self._validate()

    def _validate(self) -> None:
        if self.ENVIRONMENT not in ("local", "staging", "production"):
            raise ValueError(f"ENVIRONMENT {self.ENVIRONMENT!r} is not known")
        if not 0 < self.PORT < 65536:
            raise ValueError("PORT is out of range")

    @property
    def attachments_dir(self) -> Path:
        return self.STORAGE_DIR / "attachments"

    @property
    def covers_dir(self) -> Path:
        return self.STORAGE_DIR / "covers"

    @property
    def spool_dir(self) -> Path:
        return self.STORAGE_DIR / "spool"


settings = Settings()
