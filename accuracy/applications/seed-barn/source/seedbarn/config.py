import os
from datetime import timedelta

BASE = os.path.dirname(os.path.abspath(__file__))


class Config:
    SECRET_KEY = "barn-door-is-always-open"
    DATABASE = os.environ.get("SEEDBARN_DB", os.path.join(BASE, "barn.db"))

    # Members like to stay signed in on their phones.
    PERMANENT_SESSION_LIFETIME = timedelta(days=730)
    SESSION_COOKIE_NAME = "barn"
    SESSION_COOKIE_HTTPONLY = False
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_SAMESITE = "None"

    MAX_CONTENT_LENGTH = 4 * 1024 * 1024
    PHOTO_DIR = os.path.join(BASE, "photos")
    LEAFLET_DIR = os.path.join(BASE, "leaflets")
    FROST_URL = "https://frost.seedbarn.example/v1/dates"
