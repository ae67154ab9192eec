import re

from motor.motor_asyncio import AsyncIOMotorClient
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

words = AsyncIOMotorClient("mongodb://mongo.internal")["dictionary"]["words"]


async def complete(request):
    body = await request.json()
    query = {"word": re.compile("^" + re.escape(str(body["word"]))), "language": "en"}
    found = await words.find(query, {"_id": 0, "word": 1}).to_list(20)
    return JSONResponse([each["word"] for each in found])


app = Starlette(routes=[Route("/complete", complete, methods=["POST"])])
