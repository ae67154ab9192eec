import asyncpg


class AddressRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def of_owner(self, owner_id: int) -> list[dict]:
        rows = await self.pool.fetch(
            "SELECT id, street, city FROM addresses WHERE owner_id = $1 ORDER BY id LIMIT 20",
            owner_id,
        )
        return [dict(row) for row in rows]

    async def update(self, address_id: int, *, street: str, city: str) -> dict | None:
        row = await self.pool.fetchrow(
            "UPDATE addresses SET street = $2, city = $3 WHERE id = $1 RETURNING id, street, city",
            address_id,
            street,
            city,
        )
        return dict(row) if row else None
