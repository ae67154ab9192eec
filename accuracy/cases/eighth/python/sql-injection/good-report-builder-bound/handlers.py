import io
import sqlite3

import tornado.web


class ReportHandler(tornado.web.RequestHandler):
    def initialize(self, database: str) -> None:
        self.database = database

    def get(self) -> None:
        owner = self.get_query_argument("owner", "")
        text = io.StringIO()
        values: list[str] = []

        def restrict(column: str, value: str) -> None:
            text.write(" WHERE ")
            text.write(column)
            text.write(" = ?")
            values.append(value)

        text.write("SELECT id, title FROM reports")
        restrict("owner", owner)
        text.write(" LIMIT 100")

        with sqlite3.connect(self.database) as connection:
            rows = connection.execute(text.getvalue(), values).fetchall()

        self.write({"reports": [{"id": row[0], "title": row[1]} for row in rows]})


def make_app() -> tornado.web.Application:
    return tornado.web.Application([(r"/reports", ReportHandler, {"database": "reports.db"})])
