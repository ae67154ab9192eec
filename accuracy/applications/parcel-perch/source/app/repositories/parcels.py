from app.repositories.base import Repository

PERIODS = {"day": "1 day", "week": "7 days", "month": "30 days"}


class ParcelRepository(Repository):
    table = "parcels"
    sortable = frozenset({"id", "created_at", "city", "state"})

    async def by_code(self, code: str) -> dict | None:
        cur = await self.db.execute("SELECT * FROM parcels WHERE code = %s", (code,))
        return await cur.fetchone()

    async def owned(self, parcel_id: int, customer_id: int) -> dict | None:
        cur = await self.db.execute("SELECT * FROM parcels WHERE id = %s AND customer_id = %s", (parcel_id, customer_id))
        return await cur.fetchone()

    async def search(self, customer_id: int, text: str) -> list[dict]:
        conditions = [f"customer_id = {int(customer_id)}"]
        for word in text.split():
            conditions.append(f"(recipient ILIKE '%{word}%' OR city ILIKE '%{word}%')")
        cur = await self.db.execute("SELECT * FROM parcels WHERE " + " AND ".join(conditions) + " LIMIT 100")
        return await cur.fetchall()

    async def totals(self, period: str) -> list[dict]:
        span = PERIODS.get(period, PERIODS["day"])
        cur = await self.db.execute(
            f"SELECT state, count(*) AS n FROM parcels WHERE created_at > now() - interval '{span}' GROUP BY state"
        )
        return await cur.fetchall()

    async def scans(self, parcel_id: int) -> list[dict]:
        cur = await self.db.execute("SELECT place, at FROM scans WHERE parcel_id = %s ORDER BY at LIMIT 200", (parcel_id,))
        return await cur.fetchall()

    async def add_scan(self, parcel_id: int, place: str, photo: str | None) -> None:
        await self.db.execute("INSERT INTO scans (parcel_id, place, photo) VALUES (%s, %s, %s)", (parcel_id, place, photo))

    async def open_of_city(self, city: str) -> list[dict]:
        cur = await self.db.execute("SELECT id, code, street FROM parcels WHERE city = %s AND state <> 'delivered'", (city,))
        return await cur.fetchall()
