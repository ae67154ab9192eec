from . import db


class PartFinder:
    table = "parts p"

    def __init__(self, warehouse_id):
        self.warehouse_id = warehouse_id

    def page(self, sort, direction, number, size=50):
        order = f"{sort} {direction}"
        return db.fetch_all(
            f"SELECT p.id, p.name, p.stock FROM {self.table} WHERE p.warehouse_id = %s ORDER BY {order} LIMIT %s OFFSET %s",
            (self.warehouse_id, size, (number - 1) * size),
        )
