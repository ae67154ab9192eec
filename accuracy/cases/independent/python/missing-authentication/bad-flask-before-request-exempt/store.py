import sqlite3


def list_reports():
    return sqlite3.connect("reports.sqlite").execute("SELECT id FROM reports LIMIT 100").fetchall()


def delete_report(number):
    with sqlite3.connect("reports.sqlite") as connection:
        connection.execute("DELETE FROM reports WHERE id = ?", (number,))
