from starlette.applications import Starlette
from starlette.routing import Route

from gallery.endpoints import search

app = Starlette(routes=[Route("/prints/search", search)])
