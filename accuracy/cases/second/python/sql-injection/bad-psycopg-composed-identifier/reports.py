from psycopg import AsyncConnection, sql


async def daily_counts(connection: AsyncConnection, dataset: str, days: int) -> list[tuple]:
    query = sql.SQL(
        "SELECT date_trunc('day', created_at), count(*) FROM {} "
        "WHERE created_at > now() - make_interval(days => %s) GROUP BY 1 ORDER BY 1 LIMIT 366"
    ).format(sql.SQL(dataset))
    async with connection.cursor() as cursor:
        await cursor.execute(query, (days,))
        return await cursor.fetchall()
