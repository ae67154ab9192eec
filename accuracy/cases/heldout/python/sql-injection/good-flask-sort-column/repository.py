import psycopg

SORTABLE = {"name": "name", "city": "city", "opened": "opened_on"}


def branches(dsn, sort):
    column = SORTABLE.get(sort, SORTABLE["name"])
    with psycopg.connect(dsn, connect_timeout=5) as connection:
        return connection.execute(f"SELECT name, city FROM branches ORDER BY {column} LIMIT 200").fetchall()
