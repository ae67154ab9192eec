import json

import asyncpg


class PipelineStore:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def add(self, owner_id: int, steps: list[str]) -> int:
        return await self.pool.fetchval(
            "INSERT INTO pipelines (owner_id, steps) VALUES ($1, $2) RETURNING id",
            owner_id,
            json.dumps(steps),
        )
