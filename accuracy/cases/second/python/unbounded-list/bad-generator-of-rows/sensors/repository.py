from collections.abc import Iterator

from psycopg_pool import ConnectionPool

SELECT = "SELECT at, value FROM measurements WHERE sensor_id = %s ORDER BY at"


class Measurements:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def of(self, sensor_id: int) -> Iterator[dict]:
        with self._pool.connection() as connection:
            for at, value in connection.execute(SELECT, (sensor_id,)):
                yield {"at": at.isoformat(), "value": value}
