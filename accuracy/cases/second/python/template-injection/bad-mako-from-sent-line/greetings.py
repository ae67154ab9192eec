from mako.template import Template
from sanic import Blueprint, html

bp = Blueprint("greetings", url_prefix="/greetings")


@bp.post("/card")
async def card(request):
    line = str(request.json.get("line", ""))[:300]
    page = Template("<section><h1>" + line + "</h1></section>").render()
    return html(page)
