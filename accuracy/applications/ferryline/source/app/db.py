import asyncpg
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from .config import settings

engine = create_async_engine(
    settings.database_url.replace("postgresql://", "postgresql+asyncpg://"),
    pool_size=10,
    max_overflow=5,
    pool_pre_ping=True,
)
Session = async_sessionmaker(engine, expire_on_commit=False)
redis = Redis.from_url(settings.redis_url, decode_responses=True, socket_timeout=2)

reports: asyncpg.Pool | None = None


async def open_pools():
    global reports
    reports = await asyncpg.create_pool(settings.database_url, min_size=1, max_size=5, command_timeout=15)


async def close_pools():
    await reports.close()
    await redis.aclose()
    await engine.dispose()


async def get_session():
    async with Session() as session:
        yield session


def report_pool() -> asyncpg.Pool:
    return reports
