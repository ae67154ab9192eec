import asyncio
import os

import tornado.web
from cachetools import TTLCache

from desk.agents import load_agents
from desk.auth import LoginHandler, LogoutHandler


async def main():
    shared = {"sessions": TTLCache(10_000, 86_400), "agents": load_agents(os.environ["AGENTS_FILE"])}
    app = tornado.web.Application(
        [(r"/login", LoginHandler, shared), (r"/logout", LogoutHandler, shared)],
        login_url="/login",
        xsrf_cookies=True,
    )
    app.listen(8000)
    await asyncio.Event().wait()


asyncio.run(main())
