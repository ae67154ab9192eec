from mako.template import Template
from sanic import Blueprint, html

bp = Blueprint("greetings", url_prefix="/greetings")
CARD = Template("<section><h1>${line | h}</h1></section>", default_filters=["str"])


@bp.post("/card")
async def card(request):
    line = str(request.json.get("line", ""))[:300]
    page = CARD.render(line=line)
    return html(page)
