"""Starts the desk."""
import asyncio
import logging
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.web import Application

from bagtrace import config, db
from bagtrace.handlers import ROUTES


def make_app():
    return Application(
        ROUTES,
        template_path=str(Path(__file__).parent / "templates"),
        cookie_secret=config.COOKIE_SECRET,
        xsrf_cookies=True,
        debug=config.DEBUG,
        autoreload=False,
    )


async def main():
    logging.basicConfig(level=logging.INFO)
    await db.open_pool()
    server = HTTPServer(make_app(), max_body_size=12_000_000, idle_connection_timeout=60, body_timeout=30)
    server.listen(config.PORT)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
