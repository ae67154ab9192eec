from django.db import connection


def rows_of(account_id: int):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, booked_at, amount FROM bookings WHERE account_id = %s", [account_id])
        yield from cursor
