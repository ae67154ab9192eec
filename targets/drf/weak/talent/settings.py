import os
import tempfile
from datetime import timedelta
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
_scratch = tempfile.mkdtemp(prefix="talent-")

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "talent-please-change")
DEBUG = os.environ.get("DEBUG", "1") == "1"
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "core",
    "accounts",
    "jobs",
    "applications",
]

MIDDLEWARE = [
    "core.middleware.RequestLogMiddleware",
    "core.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "talent.urls"
WSGI_APPLICATION = "talent.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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
        "NAME": os.environ.get("DATABASE_PATH", os.path.join(_scratch, "talent.db")),
        "OPTIONS": {"timeout": 20},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "accounts.authentication.QueryTokenAuthentication",
        "accounts.authentication.PlainSessionAuthentication",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"login": "60/min"},
}

SIMPLE_JWT = {
    "SIGNING_KEY": os.environ.get("JWT_KEY", "recruit"),
    "ACCESS_TOKEN_LIFETIME": timedelta(days=30),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=365),
    "TOKEN_TYPE_CLAIM": None,
}

SPECTACULAR_SETTINGS = {"TITLE": "Talent", "VERSION": "0.8.0", "SERVE_INCLUDE_SCHEMA": False}

SESSION_COOKIE_HTTPONLY = False
SESSION_COOKIE_SAMESITE = None
DATA_UPLOAD_MAX_MEMORY_SIZE = None

MEDIA_ROOT = os.environ.get("MEDIA_ROOT", os.path.join(_scratch, "media"))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
os.makedirs(os.path.join(MEDIA_ROOT, "cv"), exist_ok=True)

TIME_ZONE = "UTC"
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

CALENDAR_API_TOKEN = "cal-5b1f0de2-talent-sync"
PASSWORD_RESET_TEXT = "If the address is known, a message is on its way"
TOKEN_PLACEHOLDER = "paste-your-token-here"
