import sqlite3

EVENT_TABLES = ("clicks", "visits", "errors")


def purge(connection: sqlite3.Connection, before: str) -> int:
    removed = 0
    for table in EVENT_TABLES:
        removed += connection.execute(f"DELETE FROM {table} WHERE happened_at < ?", (before,)).rowcount
    connection.commit()
    return removed
