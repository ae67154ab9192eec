import asyncpg


class Webhooks:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def delete(self, owner: int, number: int) -> None:
        await self.pool.execute("DELETE FROM webhooks WHERE owner = $1 AND number = $2", owner, number)
