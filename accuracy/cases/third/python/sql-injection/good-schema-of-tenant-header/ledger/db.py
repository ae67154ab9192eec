from contextlib import contextmanager

from psycopg import sql
from psycopg_pool import ConnectionPool

from ledger.settings import settings

pool = ConnectionPool(settings.database_url, min_size=1, max_size=8, timeout=5, open=False)


@contextmanager
def tenant_connection(tenant: str):
    with pool.connection() as connection:
        schema = sql.Identifier(f"tenant_{tenant}")
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
        yield connection
