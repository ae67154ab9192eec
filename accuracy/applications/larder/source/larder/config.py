import os


def _secret(name: str) -> bytes:
    value = os.environ.get(name, "")
    if len(value) < 32:
        raise RuntimeError(f"{name} must be set to at least 32 characters")
    return value.encode()


HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
DATABASE_PATH = os.environ.get("DATABASE_PATH", "larder.db")
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://{HOST}:{PORT}").rstrip("/")
COOKIE_SECURE = os.environ.get("COOKIE_SECURE") != "off"
MAIL_SPOOL = os.environ.get("MAIL_SPOOL")
ADMIN_EMAIL = os.environ.get("ADMIN_EMAIL")
ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD")
CSRF_SECRET = _secret("CSRF_SECRET")
INTERNAL_SECRET = _secret("INTERNAL_SECRET")
