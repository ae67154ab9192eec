from pathlib import Path

SECRET_KEY = Path("/run/secrets/django_key").read_text().strip()
DEBUG = False
ALLOWED_HOSTS = ["portal.example.org"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "portal",
        "PASSWORD": "hazel-Tram-4417-copper",
        "HOST": "db.internal",
        "CONN_MAX_AGE": 60,
    }
}
