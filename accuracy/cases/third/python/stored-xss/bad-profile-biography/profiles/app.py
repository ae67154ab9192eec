import os

import asyncpg
import tornado.web

from profiles.handlers import ProfileHandler
from profiles.store import ProfileStore


async def make_app() -> tornado.web.Application:
    store = ProfileStore(await asyncpg.create_pool(os.environ["DATABASE_URL"], command_timeout=5))
    return tornado.web.Application(
        [(r"/members/([a-z0-9-]+)", ProfileHandler, {"store": store})],
        template_path=os.path.join(os.path.dirname(__file__), "templates"),
        cookie_secret=os.environ["COOKIE_SECRET"],
        xsrf_cookies=True,
    )
