from starlette.applications import Starlette
from starlette.routing import Mount, Route

from signals.endpoints import Signals, health

app = Starlette(
    debug=True,
    routes=[
        Route("/health", health),
        Mount("/v1", routes=[Route("/signals", Signals)]),
    ],
)
