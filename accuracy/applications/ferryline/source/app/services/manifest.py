from ..db import report_pool


async def passengers_of(sailing_id: int, sort: str) -> list[dict]:
    query = (
        "SELECT p.id, p.full_name, p.passport_no FROM passengers p "
        "JOIN bookings b ON b.id = p.booking_id "
        f"WHERE b.sailing_id = $1 ORDER BY {sort} LIMIT 500"
    )
    async with report_pool().acquire() as conn:
        return [dict(r) for r in await conn.fetch(query, sailing_id)]
