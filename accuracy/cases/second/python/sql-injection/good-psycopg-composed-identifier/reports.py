from enum import StrEnum

from psycopg import AsyncConnection, sql


class Dataset(StrEnum):
    VISITS = "visits"
    SIGNUPS = "signups"
    REFUNDS = "refunds"


async def daily_counts(connection: AsyncConnection, dataset: Dataset, days: int) -> list[tuple]:
    query = sql.SQL(
        "SELECT date_trunc('day', created_at), count(*) FROM {} "
        "WHERE created_at > now() - make_interval(days => %s) GROUP BY 1 ORDER BY 1 LIMIT 366"
    ).format(sql.Identifier("reporting", dataset.value))
    async with connection.cursor() as cursor:
        await cursor.execute(query, (days,))
        return await cursor.fetchall()
