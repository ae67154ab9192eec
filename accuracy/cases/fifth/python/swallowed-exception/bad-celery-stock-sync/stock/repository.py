import os

import psycopg


class StockRepository:
    def __init__(self, dsn=None):
        self.dsn = dsn or os.environ["DATABASE_URL"]

    def set_level(self, warehouse, sku, count):
        with psycopg.connect(self.dsn, connect_timeout=5) as connection:
            connection.execute(
                "INSERT INTO levels (warehouse, sku, count) VALUES (%s, %s, %s) "
                "ON CONFLICT (warehouse, sku) DO UPDATE SET count = excluded.count",
                (warehouse, sku, count),
            )
