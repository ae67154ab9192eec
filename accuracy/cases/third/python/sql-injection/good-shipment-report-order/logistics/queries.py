from dataclasses import dataclass

from django.db import connection

SORTABLE = {
    "delay": "left_at - planned_at",
    "depot": "depot_code",
    "customer": "customer_name",
}
PAGE_SIZE = 50


@dataclass(frozen=True)
class ReportWindow:
    sort: str
    descending: bool
    page: int

    @classmethod
    def of_request(cls, params) -> "ReportWindow":
        raw = params.get("sort", "delay")
        key = raw.removeprefix("-")
        try:
            page = max(1, int(params.get("page", "1")))
        except ValueError:
            page = 1
        return cls(sort=SORTABLE.get(key, SORTABLE["delay"]), descending=raw.startswith("-"), page=page)


def delayed_shipments(carrier_id: int, window: ReportWindow) -> list[dict]:
    direction = "DESC" if window.descending else "ASC"
    statement = (
        "SELECT id, depot_code, customer_name, planned_at, left_at "
        "FROM logistics_shipment "
        "WHERE carrier_id = %s AND left_at > planned_at "
        f"ORDER BY {window.sort} {direction} "
        "LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [carrier_id, PAGE_SIZE, (window.page - 1) * PAGE_SIZE])
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor.fetchall()]
