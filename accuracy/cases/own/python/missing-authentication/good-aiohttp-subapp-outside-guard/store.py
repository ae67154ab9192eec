import asyncpg


async def connect(app):
    app["pool"] = await asyncpg.create_pool(app["dsn"])
    yield
    await app["pool"].close()
