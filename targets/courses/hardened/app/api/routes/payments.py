import hmac
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request
from pydantic import ValidationError
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from app.api.deps import CurrentUser, PageDep, SessionDep, course_or_404
from app.core.security import provider_signature
from app.crud import base, money
from app.models import Payment
from app.schemas import CheckoutRequest, Message, PaymentRead, ProviderEvent, RedeemRequest, Wallet

router = APIRouter(prefix="/payments", tags=["payments"])


@router.get("/")
def read_payments(
    session: SessionDep, current_user: CurrentUser, page: PageDep, user_id: int | None = None
) -> list[PaymentRead]:
    owner = user_id if user_id and current_user.is_superuser else current_user.id
    statement = select(Payment).where(Payment.user_id == owner).order_by(Payment.id.desc())
    return base.page(session, statement, page.skip, page.limit)


@router.post("/checkout", status_code=201)
def checkout(session: SessionDep, body: CheckoutRequest, current_user: CurrentUser) -> PaymentRead:
    course = course_or_404(session, body.course_id)
    if not course.published and course.teacher_id != current_user.id:
        raise HTTPException(status_code=404, detail="Course not found")
    try:
        return money.checkout(session, current_user, course, body)
    except money.MoneyError as error:
        session.rollback()
        raise HTTPException(status_code=402, detail=str(error)) from None


@router.post("/redeem")
def redeem(session: SessionDep, body: RedeemRequest, current_user: CurrentUser) -> Wallet:
    try:
        return Wallet(balance_cents=money.redeem(session, current_user, body.code))
    except money.MoneyError as error:
        session.rollback()
        raise HTTPException(status_code=400, detail=str(error)) from None


def _book(session, event: ProviderEvent) -> None:
    payment = session.scalar(select(Payment).where(Payment.reference == event.reference))
    if payment is None:
        raise HTTPException(status_code=404, detail="Payment not found")
    if event.type == "payment.succeeded":
        money.settle(session, payment)
    elif payment.status == "pending":
        payment.status = "failed"
    session.commit()


@router.post("/provider-events")
async def provider_event(
    request: Request, session: SessionDep, x_provider_signature: Annotated[str | None, Header()] = None
) -> Message:
    """Called by the payment provider."""
    body = await request.body()
    expected = provider_signature(body).encode()
    if not x_provider_signature or not hmac.compare_digest(x_provider_signature.encode(), expected):
        raise HTTPException(status_code=401, detail="The signature is wrong")
    try:
        event = ProviderEvent.model_validate_json(body)
    except ValidationError:
        raise HTTPException(status_code=422, detail="This is not an event") from None
    await run_in_threadpool(_book, session, event)
    return Message(message="ok")
