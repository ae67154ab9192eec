from dataclasses import dataclass

import asyncpg

from tariffs.formula import price


@dataclass
class TariffService:
    pool: asyncpg.Pool

    async def save(self, owner_id: int, formula: str) -> int:
        price(formula, weight=1.0, distance=1.0)
        return await self.pool.fetchval(
            "INSERT INTO tariffs (owner_id, formula) VALUES ($1, $2) RETURNING id",
            owner_id,
            formula,
        )
