from pathlib import Path

SECRET_KEY = Path("/run/secrets/django_key").read_text().strip()
DEBUG = False
ALLOWED_HOSTS = ["portal.example.org"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "portal",
        "PASSWORD": Path("/run/secrets/db_password").read_text().strip(),
        "HOST": "db.internal",
        "CONN_MAX_AGE": 60,
    }
}
