import os

SECRET_KEY = os.environ["SECRET_KEY"]
FIELD_KEY = os.environ["FIELD_KEY"]
DEBUG = False
INSTALLED_APPS = ["django.contrib.contenttypes", "records"]
