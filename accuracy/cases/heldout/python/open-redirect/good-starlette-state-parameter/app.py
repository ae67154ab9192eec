import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Route


async def callback(request):
    state = request.query_params.get("state", "")
    pending = request.session.pop("pending", {})
    target = pending.get(state, "/")
    return RedirectResponse(target, status_code=303)


async def start(request):
    request.session["pending"] = {"home": "/home", "orders": "/orders"}
    return RedirectResponse("https://id.example.org/authorize?state=orders")


middleware = [Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], https_only=True)]
app = Starlette(routes=[Route("/callback", callback), Route("/start", start)], middleware=middleware)
