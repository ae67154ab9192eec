"""Local work only: `DJANGO_SETTINGS_MODULE=config.settings_dev`. Not part of the image."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "for-local-work-only-" * 3)
os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "localhost,.wiki.localhost")
for name in ("DB_NAME", "DB_USER", "DB_PASSWORD"):
    os.environ.setdefault(name, "wiki")
os.environ.setdefault("DB_HOST", "localhost")
os.environ.setdefault("REDIS_URL", "redis://localhost:6379/0")

from config.settings import *  # noqa: E402,F403

DEBUG = True
SECURE_SSL_REDIRECT = False
