from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tenancy.ledger import balance_of
from tenancy.middleware import TenantMiddleware


async def balance(request: Request) -> JSONResponse:
    return JSONResponse({"balance": await balance_of(request.state.tenant)})


app = Starlette(routes=[Route("/balance", balance)], middleware=[Middleware(TenantMiddleware)])
