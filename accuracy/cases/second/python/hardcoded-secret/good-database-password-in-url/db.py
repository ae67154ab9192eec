import os

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

address = URL.create(
    "postgresql+asyncpg", "orders_rw", os.environ["ORDERS_DB_PASSWORD"], "db.internal.example.com", 5432, "orders"
)

engine = create_async_engine(address, pool_size=10, pool_pre_ping=True)
session_factory = async_sessionmaker(engine, expire_on_commit=False)


async def get_session():
    async with session_factory() as session:
        yield session
