COLUMNS = {"date": "issued_on", "total": "total_cents", "customer": "customer_name"}


class InvoiceRepository:
    def __init__(self, connection):
        self.connection = connection

    def newest(self, sort, descending=False):
        column = COLUMNS.get(sort, "issued_on")
        direction = "DESC" if descending else "ASC"
        query = "SELECT id, total_cents FROM invoices ORDER BY " + column + " " + direction + " LIMIT 100"
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
