import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import Route

from wizard.errors import StepMissing
from wizard.handlers import step_missing, summary

app = Starlette(
    routes=[Route("/wizard/summary", summary, methods=["GET"])],
    exception_handlers={StepMissing: step_missing},
    middleware=[
        Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], https_only=True, same_site="lax")
    ],
)
