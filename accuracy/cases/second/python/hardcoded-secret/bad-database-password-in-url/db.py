from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

URL = "postgresql+asyncpg://orders_rw:Tf9-harbour-Lq27@db.internal.example.com:5432/orders"

engine = create_async_engine(URL, pool_size=10, pool_pre_ping=True)
session_factory = async_sessionmaker(engine, expire_on_commit=False)


async def get_session():
    async with session_factory() as session:
        yield session
