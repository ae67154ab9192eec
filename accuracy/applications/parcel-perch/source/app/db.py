from collections.abc import AsyncIterator

from fastapi import Request
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from app.settings import get_settings


def make_pool() -> AsyncConnectionPool:
    return AsyncConnectionPool(
        get_settings().database_url,
        min_size=2,
        max_size=12,
        timeout=5,
        open=False,
        kwargs={"row_factory": dict_row, "options": "-c statement_timeout=8000"},
    )


async def connection(request: Request) -> AsyncIterator[AsyncConnection]:
    async with request.app.state.pool.connection() as conn:
        yield conn
