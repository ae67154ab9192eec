from fastapi import APIRouter, HTTPException
from sqlalchemy import select

from app.api.deps import AdminUser, PageDep, SessionDep, Teacher
from app.crud import base, money
from app.models import Payout
from app.schemas import PayoutCreate, PayoutRead

router = APIRouter(prefix="/payouts", tags=["payouts"])


@router.get("/")
def read_payouts(session: SessionDep, teacher: Teacher, page: PageDep) -> list[PayoutRead]:
    statement = select(Payout).where(Payout.teacher_id == teacher.id).order_by(Payout.id.desc())
    return base.page(session, statement, page.skip, page.limit)


@router.post("/", status_code=201)
def create_payout(session: SessionDep, body: PayoutCreate, teacher: Teacher) -> PayoutRead:
    if not teacher.payout_iban:
        raise HTTPException(status_code=409, detail="Add an IBAN to your profile first")
    try:
        return money.request_payout(session, teacher, body.amount_cents)
    except money.MoneyError as error:
        session.rollback()
        raise HTTPException(status_code=402, detail=str(error)) from None


@router.post("/{payout_id}/approve")
def approve_payout(session: SessionDep, payout_id: int, _admin: AdminUser) -> PayoutRead:
    payout = session.get(Payout, payout_id)
    if payout is None:
        raise HTTPException(status_code=404, detail="Payout not found")
    if not money.approve_payout(session, payout):
        raise HTTPException(status_code=409, detail="This payout is decided already")
    return payout
