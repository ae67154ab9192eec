from .db import connection


def find_invoices(account_id: int, sort: str, limit: int, offset: int) -> list[dict]:
    sql = (
        "SELECT id, number, issued_at, due_at, total_cents FROM invoices "
        f"WHERE account_id = %s ORDER BY {sort} DESC LIMIT %s OFFSET %s"
    )
    with connection() as conn, conn.cursor() as cur:
        cur.execute(sql, (account_id, limit, offset))
        return cur.fetchall()
