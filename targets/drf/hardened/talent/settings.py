import os
import tempfile
from datetime import timedelta
from pathlib import Path

from .environment import key, names, whole_number

BASE_DIR = Path(__file__).resolve().parent.parent
_scratch = tempfile.mkdtemp(prefix="talent-") if "DATABASE_PATH" not in os.environ or "MEDIA_ROOT" not in os.environ else ""

DEBUG = False
SECRET_KEY = key("SECRET_KEY_FILE")
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
PROXY_COUNT = whole_number("PROXY_COUNT", 0, 0, 5)
ALLOWED_ORIGINS = names("ALLOWED_ORIGINS")
FEED_HOSTS = names("FEED_HOSTS", "feeds.partner.example")
REQUESTS_PER_MINUTE = whole_number("RATE_LIMIT_PER_MINUTE", 300, 1, 1_000_000)
REQUEST_BURST = min(REQUESTS_PER_MINUTE, whole_number("RATE_LIMIT_BURST", 100, 1, 1_000_000))
AUTH_PER_MINUTE = whole_number("AUTH_LIMIT_PER_MINUTE", 30, 1, 1_000_000)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "drf_spectacular",
    "core",
    "accounts",
    "jobs",
    "applications",
]

MIDDLEWARE = [
    "core.middleware.ContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.CorsMiddleware",
    "core.middleware.LimitMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "talent.urls"
WSGI_APPLICATION = "talent.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DATABASE_PATH", os.path.join(_scratch, "talent.db")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"timeout": 5, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.SessionTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.BoundedPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.problems.answer",
}

SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": key("SIGNING_KEY_FILE"),
    "ISSUER": "talent",
    "AUDIENCE": "talent-api",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=10),
}
REFRESH_LIFETIME = timedelta(days=7)
SESSION_LIFETIME = timedelta(days=30)

SPECTACULAR_SETTINGS = {
    "TITLE": "Talent",
    "VERSION": "1.0.0",
    "SERVE_PERMISSIONS": ["core.permissions.IsAdministrator"],
    "COMPONENT_SPLIT_REQUEST": True,
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PROXY_COUNT > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

BODY_LIMIT = 64 * 1024
UPLOAD_LIMIT = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + BODY_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", os.path.join(_scratch, "documents"))
os.makedirs(MEDIA_ROOT, mode=0o700, exist_ok=True)

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
