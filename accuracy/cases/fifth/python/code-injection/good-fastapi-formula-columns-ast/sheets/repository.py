import json

import asyncpg


class SheetRepository:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def rows(self, sheet_id: int, owner_id: int) -> list[dict[str, float]]:
        records = await self.pool.fetch(
            "SELECT r.cells FROM rows r JOIN sheets s ON s.id = r.sheet_id WHERE s.id = $1 AND s.owner_id = $2 LIMIT 500",
            sheet_id,
            owner_id,
        )
        return [json.loads(record["cells"]) for record in records]
