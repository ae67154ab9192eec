from __future__ import annotations

import base64
import logging
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query
from sqlalchemy import select

from app.core.errors import Problem, not_found
from app.db.models import Appointment, Invoice, Practice, Webhook
from app.deps import Caller, any_member, current_caller
from app.repositories.appointments import Appointments
from app.repositories.billing import Billing, invoice_number
from app.repositories.patients import Patients
from app.repositories.practices import Practices
from app.schemas.clinic import AppointmentIn, AppointmentOut, AppointmentSearch, BulkStatus
from app.schemas.common import PathId
from app.services.outbound import deliver_quietly

router = APIRouter(prefix="/api", tags=["appointments"])
log = logging.getLogger("carebook.appointments")


def _cursor(appointment: Appointment) -> str:
    return base64.urlsafe_b64encode(str(appointment.id).encode()).decode().rstrip("=")


def _after(cursor: str) -> int:
    return int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


@router.post("/appointments", status_code=201, response_model=AppointmentOut)
async def book(
    body: AppointmentIn, tasks: BackgroundTasks, caller: Caller = Depends(current_caller),
    appointments: Appointments = Depends(), practices: Practices = Depends(), patients: Patients = Depends(),
):
    practitioner = await practices.practitioner(body.practitioner_id)
    practice = await practices.by_id(practitioner.practice_id) if practitioner else None
    if practice is None or not practice.published:
        raise not_found("Practitioner")
    patient = await patients.by_id(body.patient_id)
    if patient is None or patient.archived:
        raise not_found("Patient")
    row = Appointment(
        practice_id=practitioner.practice_id, practitioner_id=practitioner.id, patient_id=patient.id,
        starts_at=body.starts_at, reason=body.reason, fee_cents=practitioner.fee_cents, status="booked",
    )
    appointments.db.add(row)
    await appointments.db.flush()
    if row.fee_cents:
        appointments.db.add(Invoice(
            number=invoice_number(), practice_id=row.practice_id, patient_id=patient.id, appointment_id=row.id,
            total_cents=row.fee_cents,
        ))
    await appointments.note(caller.id, "appointment.booked", str(row.id))
    hooks = await appointments.db.execute(
        select(Webhook.url, Webhook.secret).where(Webhook.practice_id == row.practice_id, Webhook.active.is_(True))
    )
    tasks.add_task(deliver_quietly, [tuple(hook) for hook in hooks], "appointment.booked", {"id": row.id})
    return row


@router.get("/appointments")
async def my_appointments(
    caller: Caller = Depends(current_caller), appointments: Appointments = Depends(),
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict:
    rows = await appointments.of_account(caller.id, _after(cursor) if cursor else 0, limit)
    return {
        "items": [AppointmentOut.model_validate(row) for row in rows],
        "next": _cursor(rows[-1]) if len(rows) == limit else None,
    }


@router.get("/appointments/{appointment_id}", response_model=AppointmentOut)
async def one_appointment(
    appointment_id: PathId, caller: Caller = Depends(current_caller), appointments: Appointments = Depends(),
    practices: Practices = Depends(),
):
    row = await appointments.by_id(appointment_id)
    if row is None:
        raise not_found("Appointment")
    return row


@router.post("/appointments/{appointment_id}/cancel")
async def cancel(
    appointment_id: PathId, caller: Caller = Depends(current_caller), appointments: Appointments = Depends(),
    practices: Practices = Depends(), patients: Patients = Depends(), billing: Billing = Depends(),
) -> dict:
    """Gives the slot back; what was paid, other than by vouchers, becomes credit of the account."""
    row = await appointments.visible(appointment_id, caller.id, await practices.employers(caller.id))
    if row is None:
        raise not_found("Appointment")
    if row.status in ("done", "no_show"):
        raise Problem(409, "This appointment is over")
    await appointments.move(row.id, "cancelled", ("booked", "confirmed", "cancelled"))
    invoice = await billing.of_appointment(row.id)
    refund = 0
    if invoice:
        refund = invoice.paid_cents - invoice.voucher_cents
        if refund > 0:
            patient = await patients.by_id(row.patient_id)
            await billing.add_credit(patient.account_id, refund)
        invoice.status = "void"
        await billing.save(invoice)
    await appointments.note(caller.id, "appointment.cancelled", str(row.id))
    return {"id": row.id, "status": "cancelled", "refunded_cents": refund}


@router.post("/practices/{practice_id}/appointments/bulk-status")
async def bulk_status(
    body: BulkStatus, caller: Caller = Depends(current_caller), practice: Practice = Depends(any_member),
    appointments: Appointments = Depends(),
) -> dict:
    changed = await appointments.set_many(practice.id, body.ids, body.status)
    await appointments.note(caller.id, "appointment.bulk", f"{practice.id} {body.status} {changed}")
    return {"changed": changed}


@router.post("/practices/{practice_id}/appointments/search", response_model=list[AppointmentOut])
async def search(
    body: AppointmentSearch, practice: Practice = Depends(any_member), appointments: Appointments = Depends(),
):
    return await appointments.search(practice.id, body.conditions)
