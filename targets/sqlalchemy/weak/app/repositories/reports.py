from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text

from app.db.models import Appointment, Invoice, Patient, Practitioner
from app.repositories.base import Repository


class Reports(Repository):
    async def by_speciality(self, practice_id: int, since: datetime) -> list[dict]:
        specialities = await self.db.scalars(
            select(Practitioner.speciality).where(Practitioner.practice_id == practice_id).distinct()
        )
        lines = []
        for speciality in specialities:
            row = (await self.db.execute(
                text(
                    "SELECT count(*) AS visits, coalesce(sum(a.fee_cents), 0) AS fees FROM appointments a"
                    " JOIN practitioners p ON p.id = a.practitioner_id"
                    f" WHERE a.practice_id = :practice AND a.starts_at >= :since AND p.speciality = '{speciality}'"
                ),
                {"practice": practice_id, "since": since.isoformat(sep=" ")},
            )).one()
            lines.append({"speciality": speciality, "visits": row.visits, "fees_cents": row.fees})
        return lines

    async def rows(self, practice_id: int, kind: str) -> list[list]:
        if kind == "appointments":
            query = (
                select(Appointment.id, Patient.name, Appointment.starts_at, Appointment.status, Appointment.fee_cents)
                .join(Patient, Patient.id == Appointment.patient_id).where(Appointment.practice_id == practice_id)
            )
        else:
            query = (
                select(Invoice.number, Patient.name, Invoice.created_at, Invoice.status, Invoice.total_cents)
                .join(Patient, Patient.id == Invoice.patient_id).where(Invoice.practice_id == practice_id)
            )
        return [list(row) for row in await self.db.execute(query.limit(5000))]
