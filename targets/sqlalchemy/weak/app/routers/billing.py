from __future__ import annotations

import secrets

from fastapi import APIRouter, Depends

from app.core.errors import Problem, not_found
from app.db.models import Practice, Voucher
from app.deps import Caller, current_caller, owner_only
from app.repositories.billing import Billing
from app.repositories.practices import Practices
from app.schemas.clinic import InvoiceOut, PaymentIn, RedeemIn, VoucherIn, VoucherOut
from app.schemas.common import PathId

router = APIRouter(prefix="/api", tags=["billing"])


@router.get("/invoices/{invoice_id}", response_model=InvoiceOut)
async def one_invoice(
    invoice_id: PathId, caller: Caller = Depends(current_caller), billing: Billing = Depends(),
    practices: Practices = Depends(),
):
    row = await billing.visible(invoice_id, caller.id, await practices.employers(caller.id))
    if row is None:
        raise not_found("Invoice")
    return row


@router.post("/invoices/{invoice_id}/pay", response_model=InvoiceOut)
async def pay(
    invoice_id: PathId, body: PaymentIn, caller: Caller = Depends(current_caller), billing: Billing = Depends(),
):
    """Settles what is open. Repeated calls answer with the payment that was made."""
    row = await billing.payable(invoice_id, caller.id)
    if row is None:
        raise not_found("Invoice")
    if row.status == "void":
        raise Problem(409, "This invoice was cancelled")
    if row.status == "open":
        # the gateway captures cards at the end of the day by this reference
        reference = f"pr_{secrets.token_hex(8)}"
        if not await billing.settle(row, reference, caller.id if body.method == "credit" else None):
            raise Problem(402, "There is not enough credit")
        await billing.note(caller.id, "invoice.paid", row.number)
    return row


@router.post("/invoices/{invoice_id}/redeem", response_model=InvoiceOut)
async def redeem(
    invoice_id: PathId, body: RedeemIn, caller: Caller = Depends(current_caller), billing: Billing = Depends(),
):
    row = await billing.payable(invoice_id, caller.id)
    if row is None:
        raise not_found("Invoice")
    if row.status != "open":
        raise Problem(409, "This invoice is closed")
    voucher = await billing.voucher(row.practice_id, body.code)
    if voucher is None or not await billing.redeem(caller.id, row, voucher):
        raise Problem(422, "This voucher is not valid here")
    return row


@router.post("/practices/{practice_id}/vouchers", status_code=201, response_model=VoucherOut)
async def create_voucher(body: VoucherIn, practice: Practice = Depends(owner_only), billing: Billing = Depends()):
    return await billing.save(Voucher(
        practice_id=practice.id, code=body.code, value_cents=body.value_cents, uses_left=body.uses,
    ))
