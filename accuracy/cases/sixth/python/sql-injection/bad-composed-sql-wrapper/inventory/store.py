from psycopg_pool import AsyncConnectionPool

from inventory.patching import update_statement


class ItemStore:
    PROTECTED = frozenset({"id", "owner_id", "created_at"})

    def __init__(self, pool: AsyncConnectionPool) -> None:
        self.pool = pool

    async def patch(self, item_id: int, owner: int, changes: dict) -> bool:
        if not changes or self.PROTECTED & changes.keys():
            return False
        statement, values = update_statement("items", changes)
        async with self.pool.connection() as conn:
            cur = await conn.execute(statement, {**values, "id": item_id, "owner": owner})
            return cur.rowcount == 1
