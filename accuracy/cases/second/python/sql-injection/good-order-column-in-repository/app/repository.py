from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SORTABLE = {"placed": "o.placed_at", "total": "o.total_cents", "status": "o.status"}


class OrderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, tenant_id: int, sort: str, descending: bool, offset: int) -> list[dict]:
        column = SORTABLE.get(sort, "o.placed_at")
        direction = "DESC" if descending else "ASC"
        statement = (
            "SELECT o.id, o.status, o.total_cents FROM orders o WHERE o.tenant_id = :tenant "
            f"ORDER BY {column} {direction} LIMIT 50 OFFSET :offset"
        )
        result = await self._session.execute(text(statement), {"tenant": tenant_id, "offset": offset})
        return [dict(row) for row in result.mappings()]
