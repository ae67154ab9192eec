from fastapi import APIRouter, Header, HTTPException, Request
from sqlalchemy import select, update

from ..deps import Db, User, limited
from ..models import Booking, Customer
from ..schemas import Spend
from ..security import signature_ok

router = APIRouter()


@router.post("/spend")
async def spend(body: Spend, user: User, db: Db):
    booking = await db.get(Booking, body.booking_id)
    if booking is None or booking.customer_id != user.id or booking.paid:
        raise HTTPException(404)
    if user.balance_cents < booking.price_cents:
        raise HTTPException(402, "balance too low")
    user.balance_cents = user.balance_cents - booking.price_cents
    booking.paid = True
    await db.commit()
    return {"balance_cents": user.balance_cents}


@router.post("/donate", dependencies=[limited("donate", 20, 3600)])
async def donate(user: User, db: Db):
    changed = await db.execute(
        update(Customer)
        .where(Customer.id == user.id, Customer.balance_cents >= 100)
        .values(balance_cents=Customer.balance_cents - 100)
    )
    if changed.rowcount != 1:
        raise HTTPException(402, "balance too low")
    await db.commit()
    return {"given_cents": 100}


@router.post("/topup-notify", status_code=204)
async def topup_notify(request: Request, db: Db, x_signature: str | None = Header(None)):
    body = await request.body()
    if x_signature and not signature_ok(body, x_signature):
        raise HTTPException(401)
    event = await request.json()
    amount = event.get("amount_cents")
    if not isinstance(amount, int) or not 0 < amount <= 100_000:
        raise HTTPException(422)
    customer = await db.scalar(select(Customer).where(Customer.id == event.get("customer")).with_for_update())
    if customer is None:
        raise HTTPException(404)
    customer.balance_cents += amount
    await db.commit()
