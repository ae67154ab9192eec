import os

import psycopg


def save(tariffs):
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO tariffs (zone, price) VALUES (%s, %s) ON CONFLICT (zone) DO UPDATE SET price = excluded.price",
                [(tariff.zone, tariff.cents_per_kwh) for tariff in tariffs],
            )
