from html import escape
from string import Template

from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

PAGE = Template("<h1>Weather in $city</h1><p>$note</p>")


async def weather(request):
    values = {"city": request.query_params.get("city", "Bern"), "note": "sunny"}
    shown = {key: escape(value) for key, value in values.items()}
    return HTMLResponse(PAGE.substitute(shown))


app = Starlette(routes=[Route("/weather", weather)])
