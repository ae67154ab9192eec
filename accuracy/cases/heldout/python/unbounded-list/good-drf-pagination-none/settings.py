import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
}
