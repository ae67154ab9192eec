import os
from dataclasses import dataclass, field
from pathlib import Path


def _secret(name: str) -> bytes:
    value = os.environ.get(name, "")
    if len(value) < 32:
        raise RuntimeError(f"{name} must be set to at least 32 characters")
    return value.encode()


@dataclass(frozen=True)
class Settings:
    host: str = os.environ.get("HOST", "127.0.0.1")
    port: int = int(os.environ.get("PORT", "8000"))
    database_path: Path = Path(os.environ.get("DATABASE_PATH", "kiln.db")).resolve()
    public_url: str = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    mail_spool: str | None = os.environ.get("MAIL_SPOOL")
    allowed_origins: tuple[str, ...] = tuple(filter(None, os.environ.get("ALLOWED_ORIGINS", "").split(",")))
    admin_email: str | None = os.environ.get("ADMIN_EMAIL")
    admin_password: str | None = field(default=os.environ.get("ADMIN_PASSWORD"), repr=False)
    link_secret: bytes = field(default_factory=lambda: _secret("LINK_SECRET"), repr=False)

    @property
    def blob_directory(self) -> Path:
        return self.database_path.parent / f"{self.database_path.stem}-blobs"


settings = Settings()
