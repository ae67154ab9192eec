class Messages:
    def __init__(self, pool):
        self.pool = pool

    async def latest(self, limit):
        return await self.pool.fetch("SELECT id, author, text FROM messages ORDER BY id DESC LIMIT $1", limit)
