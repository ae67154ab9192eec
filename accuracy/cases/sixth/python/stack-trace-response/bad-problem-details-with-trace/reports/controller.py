from datetime import date

import asyncpg
from litestar import Controller, Request, get

from reports.guards import signed_in


class ReportController(Controller):
    path = "/reports"
    guards = [signed_in]

    @get("/turnover")
    async def turnover(self, request: Request, pool: asyncpg.Pool, start: date, end: date) -> dict:
        row = await pool.fetchrow(
            "SELECT coalesce(sum(amount), 0) AS total FROM sales "
            "WHERE owner_id = $1 AND sold_on BETWEEN $2 AND $3",
            request.user.id,
            start,
            end,
        )
        return {"total": str(row["total"])}
