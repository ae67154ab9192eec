from urllib.parse import urlsplit
import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
HOSTS = {"a.example.org", "b.example.org"}
async def preview(request):
    url = request.query_params["url"]
    if urlsplit(url).hostname not in HOSTS:
        return JSONResponse({"error": "unknown host"}, status_code=422)
    async with httpx.AsyncClient(timeout=4) as client:
        answer = await client.get(url)
    return JSONResponse({"status": answer.status_code})
app = Starlette(routes=[Route("/preview", preview)])
