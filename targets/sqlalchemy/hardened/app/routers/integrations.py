from __future__ import annotations

import hmac
import secrets
import time

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from sqlalchemy import func, select

from app.core.config import settings
from app.core.errors import Problem, not_found
from app.core.security import signature
from app.db.models import LabResult, Practice, Webhook
from app.deps import Caller, any_member, current_caller, owner_only
from app.repositories.billing import Billing
from app.repositories.patients import Patients
from app.schemas.clinic import LabResultOut, PaymentNotice, WebhookIn, WebhookOut
from app.schemas.common import PathId
from app.services import labs
from app.services.outbound import deliver, parse_target

router = APIRouter(prefix="/api", tags=["integrations"])


@router.post("/practices/{practice_id}/webhooks", status_code=201)
async def add_webhook(
    body: WebhookIn, practice: Practice = Depends(owner_only), billing: Billing = Depends(),
) -> dict:
    """The signing secret is shown here only."""
    parse_target(body.url)
    count = await billing.db.scalar(select(func.count(Webhook.id)).where(Webhook.practice_id == practice.id))
    if count >= 10:
        raise Problem(402, "A practice has at most 10 webhooks")
    hook = await billing.save(Webhook(practice_id=practice.id, url=body.url, secret=secrets.token_hex(20)))
    return {**WebhookOut.model_validate(hook).model_dump(), "secret": hook.secret}


@router.post("/practices/{practice_id}/webhooks/{webhook_id}/test")
async def test_webhook(
    webhook_id: PathId, practice: Practice = Depends(owner_only), billing: Billing = Depends(),
) -> dict:
    hook = await billing.db.scalar(
        select(Webhook).where(Webhook.id == webhook_id, Webhook.practice_id == practice.id)
    )
    if hook is None:
        raise not_found("Webhook")
    return {"delivered": await deliver(hook.url, hook.secret, "test", {"practice": practice.slug})}


@router.post(
    "/practices/{practice_id}/lab-results", status_code=201, response_model=list[LabResultOut],
    openapi_extra={"requestBody": {"required": True, "content": {"application/xml": {"schema": {"type": "string"}}}}},
)
async def import_results(
    request: Request, caller: Caller = Depends(current_caller), practice: Practice = Depends(any_member),
    patients: Patients = Depends(),
):
    if "xml" not in request.headers.get("content-type", ""):
        raise Problem(415, "Send application/xml")
    rows = []
    for result in labs.parse(await request.body()):
        if not await patients.treated_by_any(result.patient_id, [practice.id]):
            raise Problem(422, "A result names somebody who is not a patient of this practice")
        rows.append(LabResult(
            practice_id=practice.id, patient_id=result.patient_id, code=result.code, value=result.value,
        ))
    patients.db.add_all(rows)
    await patients.note(caller.id, "lab.imported", f"{practice.slug} {len(rows)}")
    return rows


@router.post("/integrations/payments")
async def payment_notice(request: Request, billing: Billing = Depends()) -> dict:
    """The payment provider tells us of transfers that arrived."""
    raw = await request.body()
    given = request.headers.get("x-payment-signature", "")
    stamp = request.headers.get("x-payment-timestamp", "")
    fresh = stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and abs(time.time() - int(stamp)) < 300
    expected = signature(stamp.encode() + b"." + raw, settings.payments_secret)
    if not fresh or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Problem(401, "The signature is wrong")
    try:
        notice = PaymentNotice.model_validate_json(raw)
    except ValidationError:
        raise Problem(422, "This is not a payment notice") from None
    invoice = await billing.by_number(notice.invoice_number)
    if invoice is None or invoice.status != "open" or notice.amount_cents < invoice.total_cents - invoice.paid_cents:
        return {"accepted": False}
    await billing.settle(invoice, notice.reference)
    await billing.note(None, "invoice.paid", f"{invoice.number} by transfer")
    return {"accepted": True}
