from decimal import Decimal

import psycopg


class Ledger:
    def __init__(self, conn: psycopg.AsyncConnection) -> None:
        self.conn = conn

    async def book(self, reference: str, account_id: int, amount: Decimal) -> None:
        async with self.conn.transaction():
            await self.conn.execute(
                "INSERT INTO bookings (reference, account_id, amount) VALUES (%s, %s, %s)",
                (reference, account_id, amount),
            )
            await self.conn.execute(
                "UPDATE accounts SET balance = balance + %s WHERE id = %s", (amount, account_id)
            )
