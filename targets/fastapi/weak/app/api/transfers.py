import ast
import time
from enum import Enum

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from app.domain.db import first, matching, rows

router = APIRouter(prefix="/transfers", tags=["transfers"])


class Column(str, Enum):
    id = "id"
    cents = "cents"
    memo = "memo"


INCLUDE_ARCHIVE = False


@router.get("")
def listing(order: Column = Column.id):
    return rows(f"SELECT * FROM transfers ORDER BY {order.value}")


@router.get("/search")
def search(memo: str = ""):
    sql = "SELECT id, memo FROM transfers WHERE " + matching("memo", memo)
    if INCLUDE_ARCHIVE:
        sql += f" UNION SELECT id, memo FROM archive WHERE memo = '{memo}'"
    return rows(sql)


@router.get("/report")
def report(min_cents: str = "0", sort: str = "id"):
    return rows("SELECT id, cents FROM transfers WHERE cents >= ? ORDER BY %s" % sort, min_cents)


@router.get("/similar")
def similar(memo: str = ""):
    found = rows("SELECT id, memo FROM transfers WHERE memo = ?", memo)
    return {"asked": memo, "found": found, "hint": f"nothing like {memo}" if not found else ""}


@router.get("/split")
def split(parts: str = "[1, 2]"):
    try:
        return {"sum": sum(ast.literal_eval(parts))}
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise HTTPException(400, "not a list of numbers")


@router.get("/{transfer_id}/receipt", response_class=HTMLResponse)
def receipt(transfer_id: int, title: str = "Receipt"):
    transfer = first("SELECT * FROM transfers WHERE id = ?", transfer_id)
    if transfer is None:
        return HTMLResponse("<p>No such transfer</p>", 404)
    return f"<html><h1>{title}</h1><p>{transfer['cents']} cents</p></html>"


@router.get("/{transfer_id}/status")
def status(transfer_id: int):
    time.sleep(0.3)  # The bank answers slowly.
    return {"transfer": transfer_id, "status": "settled"}
