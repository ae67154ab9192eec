from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

from probing import FLEET, Target, probe


async def check(request):
    body = await request.json()
    target = Target(host=body["host"], port=int(body.get("port", 443)))
    if target is None:
        raise HTTPException(404, f"none of {len(FLEET)} nodes")
    return JSONResponse({"status": await probe(target)})


app = Starlette(routes=[Route("/check", check, methods=["POST"])])
