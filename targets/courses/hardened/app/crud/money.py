import secrets

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.config import settings
from app.crud import courses
from app.models import Coupon, Course, Payment, Payout, Redemption, User
from app.schemas import CheckoutRequest
from app.services import mailer


class MoneyError(Exception):
    pass


def coupon_by_code(session: Session, code: str) -> Coupon | None:
    return session.scalar(select(Coupon).where(Coupon.code == code.strip().upper()))


def _use_coupon(session: Session, coupon: Coupon) -> None:
    used = session.execute(
        update(Coupon)
        .where(Coupon.id == coupon.id, Coupon.used < Coupon.max_uses)
        .values(used=Coupon.used + 1)
    )
    if used.rowcount != 1:
        raise MoneyError("This code is used up")


def _credit(session: Session, user_id: int, cents: int) -> None:
    session.execute(update(User).where(User.id == user_id).values(balance_cents=User.balance_cents + cents))


def _debit(session: Session, user_id: int, cents: int) -> None:
    taken = session.execute(
        update(User)
        .where(User.id == user_id, User.balance_cents >= cents)
        .values(balance_cents=User.balance_cents - cents)
    )
    if taken.rowcount != 1:
        raise MoneyError("The wallet does not hold enough")


def checkout(session: Session, user: User, course: Course, request: CheckoutRequest) -> Payment:
    percent = 0
    if request.coupon_code:
        coupon = coupon_by_code(session, request.coupon_code)
        if coupon is None or coupon.course_id != course.id:
            raise MoneyError("This code is not for this course")
        _use_coupon(session, coupon)
        percent = coupon.percent
    amount = course.price_cents * request.seats * (100 - percent) // 100
    payment = Payment(
        user_id=user.id,
        course_id=course.id,
        seats=request.seats,
        amount_cents=amount,
        method=request.method,
        reference="pay_" + secrets.token_hex(12),
        billing_name=request.billing_name,
    )
    session.add(payment)
    session.flush()
    if request.method == "wallet":
        _debit(session, user.id, amount)
        settle(session, payment)
    session.commit()
    return payment


def settle(session: Session, payment: Payment) -> bool:
    """A payment arrived: the student gets in, the teacher gets the share."""
    changed = session.execute(
        update(Payment).where(Payment.id == payment.id, Payment.status == "pending").values(status="paid")
    )
    if changed.rowcount != 1:
        return False
    course = session.get(Course, payment.course_id)
    courses.enroll(session, payment.course_id, payment.user_id, payment.amount_cents)
    if payment.amount_cents > 0 and course.teacher_id != payment.user_id:
        _credit(session, course.teacher_id, payment.amount_cents * (100 - settings.PLATFORM_SHARE_PERCENT) // 100)
    session.refresh(payment)
    return True


def redeem(session: Session, user: User, code: str) -> int:
    coupon = coupon_by_code(session, code)
    if coupon is None or not coupon.credit_cents:
        raise MoneyError("This code is not known")
    try:
        session.add(Redemption(coupon_id=coupon.id, user_id=user.id))
        session.flush()
    except IntegrityError:
        session.rollback()
        raise MoneyError("This code was redeemed already") from None
    _use_coupon(session, coupon)
    _credit(session, user.id, coupon.credit_cents)
    session.commit()
    mailer.send(user.email, "Credit for your wallet", f"{coupon.credit_cents} cents were added.")
    session.refresh(user)
    return user.balance_cents


def request_payout(session: Session, user: User, cents: int) -> Payout:
    _debit(session, user.id, cents)
    payout = Payout(teacher_id=user.id, amount_cents=cents)
    session.add(payout)
    session.commit()
    return payout


def approve_payout(session: Session, payout: Payout) -> bool:
    changed = session.execute(
        update(Payout).where(Payout.id == payout.id, Payout.status == "requested").values(status="paid")
    )
    session.commit()
    session.refresh(payout)
    return changed.rowcount == 1
