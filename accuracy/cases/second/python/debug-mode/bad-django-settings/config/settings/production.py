from config.settings.base import *  # noqa: F403

DEBUG = True
ALLOWED_HOSTS = ["orders.example.com"]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
