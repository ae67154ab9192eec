from starlette.applications import Starlette
from starlette.routing import Route

from archive.endpoints import DocumentEndpoint
from archive.errors import HANDLERS

app = Starlette(
    routes=[Route("/documents/{number:int}", DocumentEndpoint)],
    exception_handlers=HANDLERS,
)
