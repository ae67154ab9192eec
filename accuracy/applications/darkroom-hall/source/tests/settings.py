import os

for name in ("DB_NAME", "DB_USER", "DB_PASSWORD", "DB_HOST", "REDIS", "SMTP_HOST"):
    os.environ.setdefault(f"HALL_{name}", "x")
os.environ.update(HALL_SECRET="x" * 50, HALL_PUBLIC_URL="https://testserver", HALL_MEDIA_ROOT="/tmp/hall-media", HALL_CATALOGUE_ROOT="/tmp")

from hall.settings import *  # noqa: E402, F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
