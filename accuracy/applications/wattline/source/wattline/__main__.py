from aiohttp import web

from .app import build
from .config import PORT

web.run_app(build(), port=PORT, shutdown_timeout=20)
