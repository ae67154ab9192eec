from contextlib import contextmanager

from psycopg_pool import ConnectionPool

from ledger.settings import settings

pool = ConnectionPool(settings.database_url, min_size=1, max_size=8, timeout=5, open=False)


@contextmanager
def tenant_connection(tenant: str):
    with pool.connection() as connection:
        connection.execute(f"SET LOCAL search_path TO tenant_{tenant}")
        yield connection
