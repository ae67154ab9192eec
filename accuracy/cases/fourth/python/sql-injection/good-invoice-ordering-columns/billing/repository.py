from .db import connection

SORTABLE = {"issued": "issued_at", "due": "due_at", "total": "total_cents"}


def find_invoices(account_id: int, sort: str, limit: int, offset: int) -> list[dict]:
    column = SORTABLE.get(sort, "issued_at")
    sql = (
        "SELECT id, number, issued_at, due_at, total_cents FROM invoices "
        f"WHERE account_id = %s ORDER BY {column} DESC LIMIT %s OFFSET %s"
    )
    with connection() as conn, conn.cursor() as cur:
        cur.execute(sql, (account_id, limit, offset))
        return cur.fetchall()
