from dataclasses import dataclass

from aiohttp import web
from jinja2 import Environment, select_autoescape

environment = Environment(autoescape=select_autoescape(default_for_string=True))


@dataclass
class Visitor:
    name: str


async def greet(request):
    data = await request.post()
    visitor = Visitor(name=str(data["name"]))
    texts = {"greeting": "Hello {{ visitor.name }}", "custom": str(data.get("text", ""))}
    template = environment.from_string(texts["custom"])
    return web.Response(text=template.render(visitor=visitor, custom=texts["custom"]), content_type="text/html")


app = web.Application()
app.router.add_post("/greet", greet)
