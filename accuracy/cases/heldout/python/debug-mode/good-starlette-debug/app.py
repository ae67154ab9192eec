import os

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

DEBUG = os.environ.get("APP_ENV", "production") == "development"


def ready(request):
    return PlainTextResponse("ready")


app = Starlette(debug=DEBUG, routes=[Route("/ready", ready)])
