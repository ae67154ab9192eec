import os

from motor.motor_asyncio import AsyncIOMotorClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from catalog.products import ProductCatalogue

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
catalogue = ProductCatalogue(client["shop"])


async def products(request: Request) -> JSONResponse:
    try:
        page = max(0, int(request.query_params.get("page", "0")))
        found = await catalogue.search(request.query_params.multi_items(), page)
    except ValueError:
        return JSONResponse({"error": "bad filter"}, status_code=400)
    return JSONResponse({"items": found, "page": page})


app = Starlette(routes=[Route("/products", products)])
