import os
import sqlite3


class ShipmentStore:
    def __init__(self):
        self.path = os.environ["SHIPMENTS_DB"]

    def of_partner(self, partner, limit):
        with sqlite3.connect(self.path) as connection:
            query = "SELECT id, reference FROM shipments WHERE partner = ? ORDER BY id DESC LIMIT ?"
            return [{"id": row[0], "reference": row[1]} for row in connection.execute(query, (partner, limit))]

    def add(self, partner, reference):
        with sqlite3.connect(self.path) as connection:
            query = "INSERT INTO shipments (partner, reference) VALUES (?, ?)"
            return connection.execute(query, (partner, reference)).lastrowid
