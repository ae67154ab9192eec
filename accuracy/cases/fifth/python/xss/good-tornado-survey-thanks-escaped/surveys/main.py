import asyncio
import os

import tornado.web

from surveys.handlers import AnswerHandler
from surveys.store import AnswerStore


async def main():
    app = tornado.web.Application(
        [(r"/surveys/([a-z0-9-]+)/answers", AnswerHandler)],
        store=AnswerStore(os.environ.get("ANSWERS_DB", "answers.db")),
    )
    app.listen(8000)
    await asyncio.Event().wait()


asyncio.run(main())
