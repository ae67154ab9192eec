import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def preview(request):
    url = request.query_params["url"]
    async with httpx.AsyncClient(timeout=4) as client:
        answer = await client.get(url)
    return JSONResponse({"status": answer.status_code})
app = Starlette(routes=[Route("/preview", preview)])
