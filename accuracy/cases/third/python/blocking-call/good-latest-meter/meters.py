import os
from typing import Annotated

import psycopg
from fastapi import APIRouter, Depends

from auth import current_household

router = APIRouter()


@router.get("/meters/latest")
def latest(household: Annotated[int, Depends(current_household)]) -> dict:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=3) as connection:
        row = connection.execute(
            "SELECT taken_at, kwh FROM readings WHERE household_id = %s ORDER BY taken_at DESC LIMIT 1", (household,)
        ).fetchone()
    return {"taken_at": row[0].isoformat(), "kwh": float(row[1])} if row else {}
