from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from .settings import settings

engine = create_async_engine(
    str(settings().database_url),
    pool_size=10,
    max_overflow=5,
    pool_timeout=4,
    pool_recycle=1800,
    pool_pre_ping=True,
    connect_args={
        "timeout": 5,
        "command_timeout": 10,
        "server_settings": {"statement_timeout": "8000", "lock_timeout": "3000", "application_name": "frostline"},
    },
)
Session = async_sessionmaker(engine, expire_on_commit=False)
