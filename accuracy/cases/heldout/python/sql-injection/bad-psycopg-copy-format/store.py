import psycopg


class CouponStore:
    def __init__(self, dsn):
        self.dsn = dsn

    def by_code(self, code):
        query = f"SELECT value FROM coupons WHERE code = {code!r}"
        with psycopg.connect(self.dsn, connect_timeout=5) as connection:
            return connection.execute(query).fetchone()
