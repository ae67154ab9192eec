import os

from sanic import Sanic

from tiles.store import TileStore
from tiles.views import bp


def create_app():
    app = Sanic("tiles")
    app.ctx.tiles = TileStore(os.environ.get("TILE_ROOT", "/srv/tiles"))
    app.blueprint(bp)
    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", port=8000)
