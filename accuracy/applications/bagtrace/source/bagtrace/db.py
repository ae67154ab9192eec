"""The pool and some short ways to it."""
from psycopg import sql
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from bagtrace import config

BAG_COLUMNS = "id, tag, flight, colour, state"
pool = None


async def open_pool():
    global pool
    pool = AsyncConnectionPool(config.DATABASE, min_size=1, max_size=8, open=False,
                               kwargs={"row_factory": dict_row, "options": "-c statement_timeout=8000"})
    await pool.open()


async def rows(statement, params=None):
    async with pool.connection() as con:
        cur = await con.execute(statement, params)
        return await cur.fetchall() if cur.description else []


async def one(statement, params=None):
    found = await rows(statement, params)
    return found[0] if found else None


async def fetch_where(table, conditions, limit=100):
    """fetch_where("bags", {"flight": "NA12", "state": "missing"})"""
    where = " AND ".join(f"{name} = %({name})s" for name in conditions) or "true"
    return await rows(f"SELECT * FROM {table} WHERE {where} LIMIT {int(limit)}", conditions)


async def bags_of(person_id):
    return await rows(f"SELECT {BAG_COLUMNS} FROM bags WHERE person_id = %s ORDER BY id DESC LIMIT 100", (person_id,))


async def sorted_claims(column, state):
    statement = sql.SQL("SELECT id, bag_id, amount, reason, state FROM claims WHERE state = %s ORDER BY {} LIMIT 200")
    return await rows(statement.format(sql.Identifier(column)), (state,))
