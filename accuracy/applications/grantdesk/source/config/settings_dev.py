"""Developer machines only: DJANGO_SETTINGS_MODULE=config.settings_dev."""

import os
import tempfile

for name, value in {
    "DJANGO_SECRET_KEY": "local-development-only-" + "x" * 40,
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DB_NAME": "grantdesk",
    "DB_USER": "grantdesk",
    "DB_PASSWORD": "grantdesk",
    "DB_HOST": "localhost",
    "REDIS_URL": "redis://localhost:6379/0",
    "PRIVATE_ROOT": os.path.join(tempfile.gettempdir(), "grantdesk-files"),
    "EMAIL_HOST": "localhost",
    "EMAIL_USER": "dev",
    "EMAIL_PASSWORD": "dev",
    "MAIL_FROM": "grants@localhost",
}.items():
    os.environ.setdefault(name, value)

from .settings import *  # noqa: E402,F401,F403
from .settings import DATABASES  # noqa: E402

DEBUG = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "grantdesk"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
TRUSTED_PROXY_HOPS = 0
DATABASES["default"]["OPTIONS"]["sslmode"] = "prefer"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
