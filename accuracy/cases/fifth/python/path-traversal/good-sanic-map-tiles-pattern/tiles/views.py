from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.response import raw
from sanic.views import HTTPMethodView

from tiles.store import UnknownLayer

bp = Blueprint("tiles")


class TileView(HTTPMethodView):
    async def get(self, request):
        arguments = request.args
        try:
            path = request.app.ctx.tiles.path_of(
                arguments.get("layer", "base"), arguments.get("zoom", "0"), arguments.get("tile", "0_0.png")
            )
            with open(path, "rb") as tile:
                return raw(tile.read(), content_type="image/png", headers={"Cache-Control": "max-age=86400"})
        except (OSError, UnknownLayer, ValueError):
            raise NotFound("no such tile")


bp.add_route(TileView.as_view(), "/tile")
