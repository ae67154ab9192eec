import os
from pathlib import Path

from .environment import key, names, whole_number

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = key("SECRET_KEY_FILE")
TWO_STEP_KEY = key("TWO_STEP_KEY_FILE")
PAYMENTS_SECRET = key("PAYMENTS_SECRET_FILE")
HARBOUR_SECRET = key("HARBOUR_SECRET_FILE")
METRICS_TOKEN = key("METRICS_TOKEN_FILE")
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_HOST = os.environ.get("SITE_HOST", "club.example")
PROXY_COUNT = whole_number("PROXY_COUNT", 0, 0, 5)
FLEET_HOSTS = names("FLEET_HOSTS", "fleet.partner.example")
REQUESTS_PER_MINUTE = whole_number("RATE_LIMIT_PER_MINUTE", 300, 1, 1_000_000)
REQUEST_BURST = min(REQUESTS_PER_MINUTE, whole_number("RATE_LIMIT_BURST", 100, 1, 1_000_000))
AUTH_PER_MINUTE = whole_number("AUTH_LIMIT_PER_MINUTE", 30, 1, 1_000_000)

INSTALLED_APPS = [
    "clubhouse.administration.ClubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "clubhouse",
    "members",
    "boats",
    "notices",
    "office",
]

MIDDLEWARE = [
    "clubhouse.middleware.ContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clubhouse.middleware.LimitMiddleware",
    "clubhouse.middleware.SessionLifetimeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "clubhouse.urls"
WSGI_APPLICATION = "clubhouse.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DATABASE_PATH", BASE_DIR / "clubhouse.db"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"timeout": 5, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60, "OPTIONS": {"MAX_ENTRIES": 2000}}}

AUTH_USER_MODEL = "members.Member"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 30 * 60

SESSION_COOKIE_NAME = "club_session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_NAME = "club_csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
X_FRAME_OPTIONS = "DENY"
# TLS ends at the proxy; the process itself is reached by it, and by the probes, over plain HTTP.
SECURE_SSL_REDIRECT = PROXY_COUNT > 0
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if PROXY_COUNT > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

BODY_LIMIT = 64 * 1024
UPLOAD_LIMIT = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", BASE_DIR / "documents")
STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("STATIC_ROOT", BASE_DIR / "static")

EMAIL_BACKEND = "clubhouse.outbox.OutboxBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = 465
EMAIL_USE_SSL = True
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "Clubhouse <club@club.example>"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "clubhouse.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
