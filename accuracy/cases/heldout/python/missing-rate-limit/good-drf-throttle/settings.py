import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
REST_FRAMEWORK = {"DEFAULT_THROTTLE_RATES": {"login": "5/min"}}
