"""Settings of the marketplace, read once from the environment."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ACCESS_SECONDS = 30 * 24 * 3600
REFRESH_SECONDS = 180 * 24 * 3600
LINK_SECONDS = 7 * 24 * 3600
CODE_SECONDS = 3600


class Settings:
    def __init__(self, env):
        self.host = env.get("HOST", "0.0.0.0")
        self.port = int(env.get("PORT", "8080"))
        self.database_path = env.get("DATABASE_PATH") or str(
            Path(tempfile.mkdtemp(prefix="market-")) / "market.db"
        )
        self.photo_dir = Path(self.database_path + ".photos")
        self.content_dir = ROOT / "content"
        self.keys_dir = ROOT / "keys"
        self.jwt_secret = env.get("JWT_SECRET", "changeme")
        self.debug = env.get("APP_DEBUG", "1") == "1"
        self.outbox_enabled = env.get("OUTBOX", "on") == "on"
        self.map_token = "pk.fretmap.browser.2f1c9d7741"


settings = Settings(os.environ)
