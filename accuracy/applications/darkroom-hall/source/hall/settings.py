import os
from pathlib import Path
from urllib.parse import urlsplit


def need(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise RuntimeError(f"{name} is not set")
    return value


BASE = Path(__file__).resolve().parent.parent
SECRET_KEY = need("HALL_SECRET")
if len(SECRET_KEY) < 50:
    raise RuntimeError("HALL_SECRET is too short")
DEBUG = False
PUBLIC_URL = need("HALL_PUBLIC_URL")
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "gallery",
]
MIDDLEWARE = [
    "hall.middleware.Health",
    "hall.middleware.RequestName",
    "django.middleware.security.SecurityMiddleware",
    "hall.middleware.Headers",
    "hall.middleware.Pace",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hall.middleware.SessionEnds",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hall.urls"
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
        "ENGINE": "django.db.backends.postgresql",
        "NAME": need("HALL_DB_NAME"),
        "USER": need("HALL_DB_USER"),
        "PASSWORD": need("HALL_DB_PASSWORD"),
        "HOST": need("HALL_DB_HOST"),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 4, "sslmode": "verify-full", "sslrootcert": "system", "options": "-c statement_timeout=5000"},
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": need("HALL_REDIS"),
        "TIMEOUT": 900,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "gallery.Member"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_NAME = "__Host-hall"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 40 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_LONGEST = 10 * 3600
CSRF_COOKIE_NAME = "__Host-hall-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gallery.views.pages.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MEDIA_ROOT = Path(need("HALL_MEDIA_ROOT")).resolve()
CATALOGUE_ROOT = Path(need("HALL_CATALOGUE_ROOT")).resolve()
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 2

EMAIL_HOST = need("HALL_SMTP_HOST")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 6
DEFAULT_FROM_EMAIL = "hall@darkroom-hall.example"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"out": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["out"], "level": "INFO"},
}
