from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from auth import RequireHolder
from cards import Card, CardLimit

routes = [
    Mount(
        "/me",
        routes=[Route("/cards/{card_id:int}", Card), Route("/cards/{card_id:int}/limit", CardLimit)],
        middleware=[Middleware(RequireHolder)],
    ),
]
app = Starlette(routes=routes)
