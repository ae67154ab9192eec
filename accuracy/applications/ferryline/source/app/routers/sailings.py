from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import select, text

from ..deps import Db, User
from ..models import Sailing
from ..schemas import SailingOut
from ..services.fares import open_quote, seal_quote, tide_surcharge
from ..services.manifest import passengers_of

router = APIRouter()


@router.get("", response_model=list[SailingOut])
async def sailings(db: Db, origin: str | None = None, limit: int = Query(50, ge=1, le=200)):
    query = select(Sailing).where(Sailing.cancelled.is_(False)).order_by(Sailing.departs_at).limit(limit)
    if origin:
        query = query.where(Sailing.origin == origin)
    return (await db.scalars(query)).all()


@router.get("/connections")
async def connections(db: Db, ports: str = Query(max_length=200)):
    wanted = ", ".join(f"'{p.strip().upper()}'" for p in ports.split(","))
    statement = text(
        f"SELECT origin, target, count(*) AS n FROM sailings WHERE origin IN ({wanted}) GROUP BY origin, target LIMIT 100"
    )
    rows = await db.execute(statement)
    return [dict(r) for r in rows.mappings()]


@router.get("/{sailing_id}/quote")
async def quote(sailing_id: int, db: Db, user: User):
    sailing = await db.get(Sailing, sailing_id)
    if sailing is None or sailing.cancelled:
        raise HTTPException(404)
    price = sailing.price_cents + await tide_surcharge(sailing.origin)
    return {"price_cents": price, "quote": seal_quote({"sailing": sailing.id, "customer": user.id, "price": price})}


@router.post("/quotes/inspect")
async def inspect(body: dict[str, str], user: User):
    found = open_quote(body.get("quote", ""))
    if found.get("customer") != user.id:
        raise HTTPException(404)
    return found


@router.get("/{sailing_id}/manifest")
async def manifest(sailing_id: int, sort: str = "full_name"):
    return await passengers_of(sailing_id, sort)
