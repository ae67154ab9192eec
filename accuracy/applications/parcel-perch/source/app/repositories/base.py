from typing import Any

from psycopg import AsyncConnection, sql


class Repository:
    table: str
    sortable: frozenset[str] = frozenset({"id"})

    def __init__(self, db: AsyncConnection):
        self.db = db

    async def get(self, row_id: int) -> dict | None:
        query = sql.SQL("SELECT * FROM {} WHERE id = %s").format(sql.Identifier(self.table))
        cur = await self.db.execute(query, (row_id,))
        return await cur.fetchone()

    async def page(self, filters: dict[str, Any], sort: str = "id", direction: str = "asc", limit: int = 50) -> list[dict]:
        clauses = [f"{column} = %({column})s" for column in filters]
        where = " AND ".join(clauses) or "TRUE"
        column = sort if sort in self.sortable else "id"
        statement = f"SELECT * FROM {self.table} WHERE {where} ORDER BY {column} {direction} LIMIT %(limit)s"
        cur = await self.db.execute(statement, {**filters, "limit": limit})
        return await cur.fetchall()

    async def update(self, row_id: int, values: dict[str, Any]) -> None:
        pairs = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(k), sql.Placeholder(k)) for k in values)
        query = sql.SQL("UPDATE {} SET {} WHERE id = {}").format(sql.Identifier(self.table), pairs, sql.Placeholder("row_id"))
        await self.db.execute(query, {**values, "row_id": row_id})

    async def insert(self, values: dict[str, Any]) -> int:
        columns = sql.SQL(", ").join(map(sql.Identifier, values))
        marks = sql.SQL(", ").join(map(sql.Placeholder, values))
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(sql.Identifier(self.table), columns, marks)
        cur = await self.db.execute(query, values)
        row = await cur.fetchone()
        return row["id"]
