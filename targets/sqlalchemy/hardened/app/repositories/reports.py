from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.db.models import Appointment, Invoice, Patient, Practitioner
from app.repositories.base import Repository


class Reports(Repository):
    async def by_speciality(self, practice_id: int, since: datetime) -> list[dict]:
        rows = await self.db.execute(
            select(Practitioner.speciality, func.count(Appointment.id), func.coalesce(func.sum(Appointment.fee_cents), 0))
            .join(Appointment, Appointment.practitioner_id == Practitioner.id)
            .where(Practitioner.practice_id == practice_id, Appointment.starts_at >= since)
            .group_by(Practitioner.speciality)
        )
        return [{"speciality": row[0], "visits": row[1], "fees_cents": row[2]} for row in rows]

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
