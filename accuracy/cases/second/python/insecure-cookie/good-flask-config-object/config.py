import os


class Base:
    SECRET_KEY = os.environ["APP_SECRET"]
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"


class Production(Base):
    SESSION_COOKIE_SECURE = True
    PREFERRED_URL_SCHEME = "https"
