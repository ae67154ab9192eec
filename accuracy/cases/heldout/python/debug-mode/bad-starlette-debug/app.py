from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

def ready(request):
    return PlainTextResponse("ready")


app = Starlette(debug=True, routes=[Route("/ready", ready)])
