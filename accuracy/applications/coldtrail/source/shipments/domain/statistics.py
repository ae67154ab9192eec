"""One query that the mapper would make two hundred of. The text is put together of the pieces below and no others."""

from django.db import connection

BUCKETS = {"hour": "date_trunc('hour', r.at)", "day": "date_trunc('day', r.at)", "quarter": "date_bin('15 minutes', r.at, TIMESTAMPTZ '2020-01-01')"}


def course(carrier_id, shipment_id, bucket: str, sensor_id=None, most: int = 1000) -> list[dict]:
    where, values = ["s.carrier_id = %s", "r.shipment_id = %s"], [carrier_id, shipment_id]
    if sensor_id is not None:
        where.append("r.sensor_id = %s")
        values.append(sensor_id)
    sql = (
        f"SELECT {BUCKETS[bucket]} AS moment, min(r.celsius) AS lowest, max(r.celsius) AS highest, round(avg(r.celsius), 2) AS mean"
        " FROM shipments_reading r JOIN shipments_shipment s ON s.id = r.shipment_id"
        f" WHERE {' AND '.join(where)} GROUP BY moment ORDER BY moment LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, most])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
