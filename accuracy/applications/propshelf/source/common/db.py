"""Statements for which the ORM was too slow."""
from django.db import connection

COUNTS = {"props": "catalog_prop", "hires": "catalog_hire", "papers": "papers_paper"}


def rows(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def count_of(kind):
    table = COUNTS[kind]
    return rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"]


class Report:
    """Report("catalog_hire").only("status", "paid").sorted("starts").fetch()"""

    def __init__(self, table):
        self.table = table
        self.conditions = []
        self.params = []
        self.order = "id"

    def only(self, column, value):
        if value:
            self.conditions.append(f"{column} = %s")
            self.params.append(value)
        return self

    def sorted(self, order):
        self.order = order or self.order
        return self

    def fetch(self, limit=200):
        where = " WHERE " + " AND ".join(self.conditions) if self.conditions else ""
        return rows(f"SELECT * FROM {self.table}{where} ORDER BY {self.order} LIMIT {int(limit)}", self.params)
