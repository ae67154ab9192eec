import os

from .base import *  # noqa: F403

ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_SSL_REDIRECT = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
