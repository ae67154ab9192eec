from litestar import Litestar
from litestar.config.cors import CORSConfig

from journal.routes import handlers
from journal.settings import Settings


def create_app(settings: Settings | None = None) -> Litestar:
    settings = settings or Settings()
    return Litestar(
        route_handlers=handlers,
        cors_config=CORSConfig(allow_origins=settings.origins),
        debug=settings.debug,
    )


app = create_app()
