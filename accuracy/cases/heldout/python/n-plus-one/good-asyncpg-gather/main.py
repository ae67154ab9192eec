from fastapi import Depends, FastAPI

from dependencies import pool

app = FastAPI()


@app.get("/drivers")
async def drivers(db=Depends(pool)):
    rows = await db.fetch("SELECT id, name FROM drivers ORDER BY id LIMIT 100")
    ended = await db.fetch("SELECT driver_id, max(ended_at) AS at FROM trips WHERE driver_id = ANY($1) GROUP BY driver_id", [row["id"] for row in rows])
    last = {row["driver_id"]: row["at"] for row in ended}
    return [{"name": row["name"], "last_trip": last.get(row["id"])} for row in rows]
