from functools import lru_cache

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_results: dict[tuple, list[dict]] = {}

GROUPS = {"day": "date_trunc('day', b.created_at)", "dock": "s.dock", "carrier": "c.name"}


class ReportService:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def throughput(self, site_id: int, group: str) -> list[dict]:
        column = GROUPS.get(group, GROUPS["day"])
        rows = await self.session.execute(
            text(
                f"SELECT {column} AS label, COUNT(*) AS bookings FROM bookings b "
                "JOIN slots s ON s.id = b.slot_id JOIN carriers c ON c.id = b.carrier_id "
                "WHERE b.site_id = :site GROUP BY 1 ORDER BY 1 LIMIT 500"
            ),
            {"site": site_id},
        )
        return [dict(row) for row in rows.mappings()]

    async def plates(self, site_id: int, prefix: str) -> list[dict]:
        key = (site_id, prefix)
        if key not in _results:
            condition = self._like("plate", prefix)
            rows = await self.session.execute(
                text(f"SELECT plate, COUNT(*) AS visits FROM bookings WHERE site_id = {site_id} AND {condition} GROUP BY plate LIMIT 200")
            )
            _results[key] = [dict(row) for row in rows.mappings()]
        return _results[key]

    @staticmethod
    def _like(column: str, prefix: str) -> str:
        return f"{column} LIKE '{prefix}%'"


@lru_cache(maxsize=512)
def quarter_of(year: int, month: int) -> str:
    return f"{year}-Q{(month - 1) // 3 + 1}"
