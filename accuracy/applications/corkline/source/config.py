"""Settings of the site."""
import os

BASE_DIR = os.path.dirname(os.path.abspath(__file__))


class Config:
    SECRET_KEY = "c0rkl1ne-cellar-9f2b"
    DATABASE = os.environ.get("CORKLINE_DB", os.path.join(BASE_DIR, "corkline.db"))

    UPLOAD_DIR = os.path.join(BASE_DIR, "uploads")
    LABEL_DIR = os.path.join(BASE_DIR, "static", "labels")
    MAX_CONTENT_LENGTH = 8 * 1024 * 1024
    LABEL_TYPES = {"png", "jpg", "jpeg"}

    SESSION_COOKIE_NAME = "corkline"
    SESSION_COOKIE_HTTPONLY = False
    SESSION_COOKIE_SAMESITE = "Lax"

    # name of the field in the login form
    PASSWORD_FIELD = "password"

    PAGE_SIZE = 25
