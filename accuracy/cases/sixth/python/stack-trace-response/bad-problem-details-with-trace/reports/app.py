import os

import asyncpg
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from reports.controller import ReportController
from reports.problems import unforeseen


async def open_pool(app: Litestar) -> None:
    app.state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])


async def pool(state: State) -> asyncpg.Pool:
    return state.pool


app = Litestar(
    [ReportController],
    on_startup=[open_pool],
    dependencies={"pool": Provide(pool)},
    exception_handlers={Exception: unforeseen},
)
