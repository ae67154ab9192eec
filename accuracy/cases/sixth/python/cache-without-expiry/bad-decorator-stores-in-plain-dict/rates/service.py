from decimal import Decimal

import asyncpg

from rates.caching import remembered


class RateService:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @remembered
    async def quote(self, postcode: str, weight: int) -> str | None:
        price: Decimal | None = await self.pool.fetchval(
            "SELECT price FROM rates WHERE $1 LIKE prefix || '%' AND max_weight >= $2 "
            "ORDER BY length(prefix) DESC, max_weight LIMIT 1",
            postcode,
            weight,
        )
        return str(price) if price is not None else None
