from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import select

from ..deps import Db, Staff, User
from ..models import Customer, Sailing
from ..schemas import CustomerOut, PartnerTest
from ..security import kiosk_token
from ..services.partners import harbour_notices, try_callback

router = APIRouter()


@router.get("/customers", response_model=list[CustomerOut])
async def customers(_: Staff, db: Db, q: str = "", limit: int = Query(50, ge=1, le=200)):
    query = select(Customer).where(Customer.name.icontains(q, autoescape=True)).order_by(Customer.id).limit(limit)
    return (await db.scalars(query)).all()


@router.post("/kiosks")
async def kiosk(staff: Staff, harbour: str = Query(max_length=8)):
    return {"token": kiosk_token(staff.id, harbour)}


@router.post("/sailings/{sailing_id}/cancel", status_code=204)
async def cancel(sailing_id: int, user: User, db: Db):
    sailing = await db.get(Sailing, sailing_id)
    if sailing is None:
        raise HTTPException(404)
    sailing.cancelled = True
    await db.commit()


@router.post("/partners/test")
async def partner_test(body: PartnerTest, _: Staff):
    return await try_callback(body.callback_url)


@router.get("/harbours/{code}/notices")
async def notices(code: str, _: Staff):
    return await harbour_notices(code)
