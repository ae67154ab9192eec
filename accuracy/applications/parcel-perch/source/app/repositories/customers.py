from app.repositories.base import Repository


class CustomerRepository(Repository):
    table = "customers"
    sortable = frozenset({"id", "email", "name"})

    async def by_email(self, email: str) -> dict | None:
        cur = await self.db.execute("SELECT * FROM customers WHERE email = %s", (email.lower(),))
        return await cur.fetchone()

    async def balance(self, customer_id: int) -> int:
        cur = await self.db.execute("SELECT balance_cents FROM customers WHERE id = %s", (customer_id,))
        row = await cur.fetchone()
        return row["balance_cents"]

    async def set_balance(self, customer_id: int, cents: int) -> None:
        await self.db.execute("UPDATE customers SET balance_cents = %s WHERE id = %s", (cents, customer_id))
