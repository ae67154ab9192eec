from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import get_db

COLUMNS = "t.id, t.title, t.status, t.opened_at"
ALIVE = "t.deleted_at IS NULL"
PAGE = 25

router = APIRouter()


@router.get("/tickets")
def tickets(status: str = "open", page: int = 0, db: Session = Depends(get_db)):
    sql = f"SELECT {COLUMNS} FROM tickets t WHERE {ALIVE} AND t.status = :status ORDER BY t.id LIMIT {PAGE} OFFSET :offset"
    rows = db.execute(text(sql), {"status": status, "offset": page * PAGE})
    return [dict(row) for row in rows.mappings()]
