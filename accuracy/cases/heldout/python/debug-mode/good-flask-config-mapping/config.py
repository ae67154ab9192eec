import os


class Base:
    SECRET_KEY = os.environ["SECRET_KEY"]
    DEBUG = False


class Production(Base):
    MAX_CONTENT_LENGTH = 1_000_000
