import psycopg
from psycopg import sql


class CouponStore:
    def __init__(self, dsn):
        self.dsn = dsn

    def by_code(self, code):
        query = sql.SQL("SELECT value FROM coupons WHERE code = {}").format(sql.Literal(code))
        with psycopg.connect(self.dsn, connect_timeout=5) as connection:
            return connection.execute(query).fetchone()
