"""Settings of the marketplace, read once from the environment and checked."""

import os
import secrets
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ACCESS_SECONDS = 10 * 60
REFRESH_SECONDS = 24 * 3600
SESSION_SECONDS = 14 * 24 * 3600
CODE_SECONDS = 15 * 60
LINK_SECONDS = 3600
ISSUER = "second-string"
AUDIENCE = "second-string-api"
JSON_BYTES = 64 * 1024
PHOTO_BYTES = 2 * 1024 * 1024
PHOTOS_PER_LISTING = 8


def words(env, name):
    return frozenset(part.strip() for part in env.get(name, "").split(",") if part.strip())


def signing_keys(env):
    """SIGNING_KEYS is kid:secret,kid:secret; the first signs, all verify. Without it a key is made at start."""
    keys = {}
    for part in env.get("SIGNING_KEYS", "").split(","):
        kid, _, secret = part.strip().partition(":")
        if not kid:
            continue
        if len(secret) < 43:
            raise SystemExit("each secret in SIGNING_KEYS needs at least 43 characters")
        keys[kid] = secret
    return keys or {"start": secrets.token_urlsafe(48)}


class Settings:
    def __init__(self, env):
        self.host = env.get("HOST", "127.0.0.1")
        self.port = int(env.get("PORT", "8080"))
        self.database_path = env.get("DATABASE_PATH") or str(
            Path(tempfile.mkdtemp(prefix="market-")) / "market.db"
        )
        self.photo_dir = Path(self.database_path + ".photos")
        self.content_dir = ROOT / "content"
        self.keys = signing_keys(env)
        self.allowed_origins = words(env, "ALLOWED_ORIGINS")
        self.trusted_proxies = words(env, "TRUSTED_PROXIES")
        self.import_hosts = words(env, "IMPORT_HOSTS") or frozenset({"feeds.secondstring.example"})
        self.admin_email = env.get("MARKET_ADMIN_EMAIL", "").strip().lower()
        self.admin_password = env.get("MARKET_ADMIN_PASSWORD", "")


settings = Settings(os.environ)
