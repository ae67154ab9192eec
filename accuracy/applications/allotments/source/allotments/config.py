import os
from datetime import timedelta
from pathlib import Path


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY") or "rhubarb-crumble-and-custard"
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True, "pool_size": 10}

    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_SECURE = False
    PERMANENT_SESSION_LIFETIME = timedelta(hours=8)

    MAX_CONTENT_LENGTH = 8 * 1024 * 1024
    RATELIMIT_STORAGE_URI = os.environ.get("REDIS_URL", "memory://")

    DOCUMENT_DIR = Path(os.environ.get("DOCUMENT_DIR", "/srv/allotments/documents"))
    POSTER_DIR = Path(os.environ.get("POSTER_DIR", "/srv/allotments/posters"))
