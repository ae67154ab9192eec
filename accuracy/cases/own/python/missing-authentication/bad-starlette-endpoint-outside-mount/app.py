from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from auth import RequireHolder
from cards import Card, CardLimit

routes = [
    Mount("/me", routes=[Route("/cards/{card_id:int}", Card)], middleware=[Middleware(RequireHolder)]),
    Route("/cards/{card_id:int}/limit", CardLimit),
]
app = Starlette(routes=routes)
