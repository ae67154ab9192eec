from __future__ import annotations

from fastapi import APIRouter, Depends

from app.core.errors import Problem, not_found
from app.db.models import Message, Patient, Practice, Prescription
from app.deps import Caller, clinical, current_caller, own_patient, readable_patient
from app.repositories.patients import Patients
from app.repositories.practices import Practices
from app.schemas.clinic import (
    MessageIn, MessageOut, PatientIn, PatientOut, PatientUpdate, PrescriptionIn, PrescriptionOut,
)
from app.schemas.common import PathId, RowId

router = APIRouter(prefix="/api", tags=["patients"])


@router.get("/patients", response_model=list[PatientOut])
async def family(caller: Caller = Depends(current_caller), patients: Patients = Depends()):
    return await patients.family(caller.id)


@router.post("/patients", status_code=201, response_model=PatientOut)
async def add_patient(body: PatientIn, caller: Caller = Depends(current_caller), patients: Patients = Depends()):
    if len(await patients.family(caller.id)) >= 50:
        raise Problem(402, "An account has at most 50 patients")
    return await patients.save(Patient(account_id=caller.id, **body.model_dump()))


@router.get("/patients/{patient_id}", response_model=PatientOut)
async def one_patient(patient: Patient = Depends(readable_patient)):
    return patient


@router.patch("/patients/{patient_id}", response_model=PatientOut)
async def update_patient(
    body: PatientUpdate, patient: Patient = Depends(own_patient), patients: Patients = Depends(),
):
    for name, value in body.model_dump(exclude_unset=True, exclude_none=True).items():
        setattr(patient, name, value)
    return await patients.save(patient)


@router.delete("/patients/{patient_id}", status_code=204)
async def archive_patient(
    patient_id: PathId, caller: Caller = Depends(current_caller), patients: Patients = Depends(),
) -> None:
    """Answers alike whether there was something to archive or not."""
    await patients.archive(patient_id, caller.id)


@router.get("/patients/{patient_id}/prescriptions", response_model=list[PrescriptionOut])
async def prescriptions(patient: Patient = Depends(own_patient), patients: Patients = Depends()):
    return await patients.prescriptions(patient.id)


@router.post("/practices/{practice_id}/prescriptions", status_code=201, response_model=PrescriptionOut)
async def prescribe(
    body: PrescriptionIn, caller: Caller = Depends(current_caller), practice: Practice = Depends(clinical),
    patients: Patients = Depends(),
):
    if not await patients.treated_by_any(body.patient_id, [practice.id]):
        raise not_found("Patient")
    row = await patients.save(Prescription(practice_id=practice.id, issued_by=caller.id, **body.model_dump()))
    await patients.note(caller.id, "prescription.issued", f"{row.id} for {row.patient_id}")
    return row


async def _conversation(patient_id: int, practice_id: int, caller: Caller, patients: Patients) -> Patient:
    """Both sides of a conversation: the account of the patient and the practice that treats them."""
    patient = await patients.by_id(patient_id)
    if patient and patient.account_id == caller.id:
        return patient
    practices = Practices(patients.db)
    if patient and await practices.role_of(caller.id, practice_id) and await patients.treated_by_any(patient_id, [practice_id]):
        return patient
    raise not_found("Conversation")


@router.post("/patients/{patient_id}/messages", status_code=201, response_model=MessageOut)
async def write_message(
    patient_id: PathId, body: MessageIn, caller: Caller = Depends(current_caller), patients: Patients = Depends(),
):
    await _conversation(patient_id, body.practice_id, caller, patients)
    if await Practices(patients.db).by_id(body.practice_id) is None:
        raise not_found("Practice")
    message = await patients.save(Message(
        patient_id=patient_id, practice_id=body.practice_id, sender_id=caller.id, body=body.body,
    ))
    await patients.db.refresh(message, ["sender"])
    return message


@router.get("/patients/{patient_id}/messages")
async def messages(
    patient_id: PathId, practice_id: RowId, caller: Caller = Depends(current_caller), patients: Patients = Depends(),
) -> list[dict]:
    await _conversation(patient_id, practice_id, caller, patients)
    rows = await patients.messages(patient_id, practice_id)
    return [{**row.as_dict(), "sender": row.sender.as_dict()} for row in rows]
