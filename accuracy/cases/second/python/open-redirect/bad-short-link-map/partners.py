from starlette.responses import RedirectResponse
from starlette.routing import Route

PARTNERS = {
    "shop": "https://shop.example.com/?ref=portal",
    "travel": "https://travel.example.org/start",
}


async def leave(request):
    key = request.query_params.get("to", "shop")
    target = PARTNERS.get(key, key)
    return RedirectResponse(target, status_code=302)


routes = [Route("/leave", leave)]
