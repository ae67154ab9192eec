import asyncpg

_pool = None


async def pool():
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool(dsn="postgresql:///fleet", command_timeout=10)
    return _pool
