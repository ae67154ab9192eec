import ssl
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from .settings import settings


def _options(url: str) -> dict:
    if not url.startswith("postgresql"):
        return {}
    context = ssl.create_default_context() if settings().environment == "production" else False
    limits = {"statement_timeout": "5000", "idle_in_transaction_session_timeout": "10000"}
    return {
        "pool_size": 10, "max_overflow": 5, "pool_timeout": 5, "pool_pre_ping": True,
        "connect_args": {"timeout": 4, "command_timeout": 6, "ssl": context, "server_settings": limits},
    }


engine = create_async_engine(settings().database_url, **_options(settings().database_url))
sessions = async_sessionmaker(engine, expire_on_commit=False)


async def _session() -> AsyncIterator[AsyncSession]:
    """One unit of work a request: committed when the handler returns, rolled back when it raises."""
    async with sessions() as session, session.begin():
        yield session


Work = Annotated[AsyncSession, Depends(_session, scope="function")]
