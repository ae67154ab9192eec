from sanic import Blueprint
from sanic.response import html

from portal.index import search
from portal.rendering import page

bp = Blueprint("site")


@bp.get("/search")
async def results(request):
    words = request.args.get("q", "")
    found = await search(words, limit=20) if words else []
    return html(page("results.html", words=words, found=found))
