from litestar import get
from psycopg_pool import AsyncConnectionPool

from reports import Dataset, daily_counts


@get("/reports/{dataset:str}/daily")
async def report(dataset: str, pool: AsyncConnectionPool, days: int = 30) -> list[list]:
    async with pool.connection() as connection:
        rows = await daily_counts(connection, Dataset(dataset), min(days, 365))
    return [[day.isoformat(), count] for day, count in rows]
