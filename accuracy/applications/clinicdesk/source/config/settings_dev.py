"""Settings of a developer's machine: DJANGO_SETTINGS_MODULE=config.settings_dev."""

import os

os.environ.setdefault("SECRET_KEY", "dev-only-not-used-anywhere-else")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1")
os.environ.setdefault("DATABASE_URL", "postgres://clinic:clinic@localhost:5432/clinic")
os.environ.setdefault("REDIS_URL", "redis://localhost:6379/0")
os.environ.setdefault("SMS_GATEWAY_URL", "http://localhost:9025/messages")
os.environ.setdefault("SMS_GATEWAY_TOKEN", "dev")
os.environ.setdefault("PRIVATE_ROOT", "./var")

from config.settings import *  # noqa: E402, F403

DEBUG = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
