from __future__ import annotations

import secrets

from sqlalchemy import case, or_, select, update

from app.db.models import Invoice, Patient, User, Voucher
from app.repositories.base import Repository


def invoice_number() -> str:
    return f"CB-{secrets.token_hex(5).upper()}"


class Billing(Repository):
    async def visible(self, invoice_id: int, account_id: int, practice_ids: list[int]) -> Invoice | None:
        return await self.db.scalar(
            select(Invoice).join(Patient, Patient.id == Invoice.patient_id).where(
                Invoice.id == invoice_id, or_(Patient.account_id == account_id, Invoice.practice_id.in_(practice_ids)),
            )
        )

    async def payable(self, invoice_id: int, account_id: int) -> Invoice | None:
        return await self.db.scalar(
            select(Invoice).join(Patient, Patient.id == Invoice.patient_id)
            .where(Invoice.id == invoice_id, Patient.account_id == account_id)
        )

    async def by_number(self, number: str) -> Invoice | None:
        return await self.db.scalar(select(Invoice).where(Invoice.number == number))

    async def of_appointment(self, appointment_id: int) -> Invoice | None:
        return await self.db.scalar(select(Invoice).where(Invoice.appointment_id == appointment_id))

    async def settle(self, invoice: Invoice, reference: str, from_credit_of: int | None = None) -> bool:
        """Pays what is open, once; with credit only when there is enough of it."""
        due = invoice.total_cents - invoice.paid_cents
        paid = await self.db.execute(
            update(Invoice)
            .where(Invoice.id == invoice.id, Invoice.status == "open", Invoice.paid_cents == invoice.paid_cents)
            .values(status="paid", paid_cents=Invoice.total_cents, payment_ref=reference)
        )
        if paid.rowcount == 1 and from_credit_of is not None:
            taken = await self.db.execute(
                update(User).where(User.id == from_credit_of, User.credit_cents >= due)
                .values(credit_cents=User.credit_cents - due)
            )
            if taken.rowcount != 1:
                await self.db.rollback()
                return False
        await self.db.commit()
        await self.db.refresh(invoice)
        return True

    async def add_credit(self, account_id: int, cents: int) -> None:
        await self.db.execute(update(User).where(User.id == account_id).values(credit_cents=User.credit_cents + cents))
        await self.db.commit()

    async def voucher(self, practice_id: int, code: str) -> Voucher | None:
        return await self.db.scalar(select(Voucher).where(Voucher.practice_id == practice_id, Voucher.code == code))

    async def redeem(self, account_id: int, invoice: Invoice, voucher: Voucher) -> bool:
        taken = await self.db.execute(
            update(Voucher).where(Voucher.id == voucher.id, Voucher.uses_left > 0).values(uses_left=Voucher.uses_left - 1)
        )
        if taken.rowcount != 1:
            await self.db.rollback()
            return False
        rest = Invoice.total_cents - Invoice.paid_cents
        used = case((rest <= voucher.value_cents, rest), else_=voucher.value_cents)
        applied = await self.db.execute(
            update(Invoice).where(Invoice.id == invoice.id, Invoice.status == "open").values(
                paid_cents=Invoice.paid_cents + used,
                voucher_cents=Invoice.voucher_cents + used,
                status=case((rest <= voucher.value_cents, "paid"), else_="open"),
            )
        )
        if applied.rowcount != 1:
            await self.db.rollback()
            return False
        await self.db.commit()
        await self.note(account_id, "voucher.redeemed", f"{voucher.code} on {invoice.number}")
        await self.db.refresh(invoice)
        return True
