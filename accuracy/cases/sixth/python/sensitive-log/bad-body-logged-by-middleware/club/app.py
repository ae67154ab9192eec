from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from club.audit import AuditMiddleware
from club.signin import sign_in

app = Starlette(
    routes=[Route("/sign-in", sign_in, methods=["POST"])],
    middleware=[Middleware(AuditMiddleware)],
)
