class RoomRepository:
    def __init__(self, pool):
        self.pool = pool

    async def of_member(self, member, limit):
        query = "SELECT r.id, r.title FROM rooms r JOIN members m ON m.room_id = r.id WHERE m.member = $1 LIMIT $2"
        return [dict(row) for row in await self.pool.fetch(query, member, limit)]

    async def remove_member(self, room, member):
        await self.pool.execute("DELETE FROM members WHERE room_id = $1 AND member = $2", room, member)
