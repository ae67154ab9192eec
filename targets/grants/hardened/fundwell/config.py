"""Settings, read once from the environment."""
import os
import secrets
from pathlib import Path


def _flag(name, default):
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes", "on"}


def _keep(path, make):
    """Reads a small file, or writes it with owner-only rights the first time."""
    if not path.exists():
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as handle:
            handle.write(make())
    return path.read_text().strip()


class Config:
    def __init__(self):
        database = Path(os.environ.get("DATABASE_PATH", "fundwell.db")).resolve()
        files = Path(f"{database}-files")
        for name in ("keys", "attachments", "exports", "inbox"):
            (files / name).mkdir(parents=True, exist_ok=True)
        self.FILES_DIR = files
        self.KEYS_DIR = files / "keys"
        self.ATTACHMENTS_DIR = files / "attachments"
        self.EXPORTS_DIR = files / "exports"
        self.INBOX_DIR = files / "inbox"

        self.SQLALCHEMY_DATABASE_URI = f"sqlite:///{database}"
        self.SQLALCHEMY_ENGINE_OPTIONS = {"connect_args": {"timeout": 10}}

        self.SECRET_KEY = os.environ.get("SECRET_KEY") or _keep(files / "keys" / "session.key", lambda: secrets.token_hex(32))
        if len(self.SECRET_KEY) < 32:
            raise RuntimeError("SECRET_KEY needs at least 32 characters")
        self.JWT_KID = os.environ.get("JWT_KID", "2025a.key")
        _keep(self.KEYS_DIR / self.JWT_KID, lambda: secrets.token_hex(32))
        self.BANK_HOOK_SECRET = os.environ.get("BANK_HOOK_SECRET") or _keep(files / "keys" / "bank.key", lambda: secrets.token_hex(32))
        self.ADMIN_EMAIL = os.environ.get("ADMIN_EMAIL", "registrar@fundwell.test")
        self.ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD") or secrets.token_urlsafe(18)

        self.JWT_ISSUER = "fundwell"
        self.ACCESS_MINUTES = int(os.environ.get("ACCESS_MINUTES", "30"))
        self.REFRESH_DAYS = int(os.environ.get("REFRESH_DAYS", "14"))

        self.SESSION_COOKIE_NAME = "fw_session"
        self.SESSION_COOKIE_HTTPONLY = True
        self.SESSION_COOKIE_SECURE = _flag("COOKIE_SECURE", "1")
        self.SESSION_COOKIE_SAMESITE = "Lax"
        self.SESSION_IDLE_MINUTES = 45
        self.SESSION_HOURS = 10

        self.PORTAL_HOST = os.environ.get("PORTAL_HOST", "fundwell.test")
        self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024
        self.MAX_FORM_MEMORY_SIZE = 512 * 1024
        self.UPLOAD_LIMIT = 2 * 1024 * 1024
        self.BANK_LATENCY = float(os.environ.get("BANK_LATENCY", "0.08"))
        self.OUTBOUND_TIMEOUT = 4.0
