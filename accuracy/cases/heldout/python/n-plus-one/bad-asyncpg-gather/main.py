from fastapi import Depends, FastAPI

from dependencies import pool

app = FastAPI()


@app.get("/drivers")
async def drivers(db=Depends(pool)):
    rows = await db.fetch("SELECT id, name FROM drivers ORDER BY id LIMIT 100")
    result = []
    for row in rows:
        last = await db.fetchval("SELECT max(ended_at) FROM trips WHERE driver_id = $1", row["id"])
        result.append({"name": row["name"], "last_trip": last})
    return result
