import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route


async def counter(request):
    request.session["count"] = request.session.get("count", 0) + 1
    return JSONResponse({"count": request.session["count"]})


app = Starlette(
    routes=[Route("/counter", counter, methods=["POST"])],
    middleware=[
        Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], same_site="none", https_only=False),
    ],
)
