import os

BASE = os.path.abspath(os.path.dirname(__file__))

SECRET_KEY = "kingfisher-by-the-river"
DATABASE = os.environ.get("BIRD_LOG_DB", os.path.join(BASE, "birds.sqlite"))
PHOTO_FOLDER = os.path.join(BASE, "static", "photos")
GUIDE_FOLDER = os.path.join(BASE, "guides")
MAX_CONTENT_LENGTH = 8 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = False
SESSION_COOKIE_SAMESITE = "Lax"

WEATHER_URL = "https://weather.bird-log.example/v1/day"
RING_REGISTER_URL = "https://rings.bird-log.example/api/rings"
# Name of the form field, the templates use it too
PASSWORD_FIELD = "password"
