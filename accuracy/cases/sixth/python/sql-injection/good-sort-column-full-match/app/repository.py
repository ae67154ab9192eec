import asyncpg

from app.schemas import OrderFilter


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    def _ordering(self, criteria: OrderFilter) -> str:
        return f"{criteria.sort} {criteria.direction}"

    async def search(self, tenant_id: int, criteria: OrderFilter) -> list[dict]:
        args: list[object] = [tenant_id]
        where = ["tenant_id = $1"]
        if criteria.status:
            args.append(criteria.status)
            where.append(f"status = ${len(args)}")
        statement = (
            "SELECT id, status, total, customer_name, created_at FROM orders "
            f"WHERE {' AND '.join(where)} ORDER BY {self._ordering(criteria)} "
            f"LIMIT {criteria.limit:d} OFFSET {criteria.offset:d}"
        )
        async with self._pool.acquire() as conn:
            rows = await conn.fetch(statement, *args)
        return [dict(row) for row in rows]
