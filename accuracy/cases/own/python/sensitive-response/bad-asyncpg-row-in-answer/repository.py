class Curators:
    def __init__(self, pool):
        self._pool = pool

    async def by_id(self, curator_id: int):
        return await self._pool.fetchrow("SELECT * FROM curators WHERE id = $1", curator_id)
