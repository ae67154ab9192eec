from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from .config import settings

_engine: AsyncEngine | None = None


def engine() -> AsyncEngine:
    global _engine
    if _engine is None:
        _engine = create_async_engine(
            settings().database.unicode_string().replace("postgresql://", "postgresql+asyncpg://", 1),
            pool_size=10,
            max_overflow=10,
            pool_timeout=5,
            pool_pre_ping=True,
            connect_args={"timeout": 5, "command_timeout": 10, "server_settings": {"statement_timeout": "8000"}},
        )
    return _engine


def open_session() -> AsyncSession:
    return AsyncSession(engine(), expire_on_commit=False)


async def _session() -> AsyncIterator[AsyncSession]:
    """One session per request. Handlers commit themselves, what they leave open is rolled back."""
    async with open_session() as session:
        yield session


Db = Annotated[AsyncSession, Depends(_session)]
