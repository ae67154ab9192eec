from __future__ import annotations

from sqlalchemy import or_, select, update

from app.core.errors import Problem
from app.db.models import Appointment, Patient
from app.repositories.base import Repository
from app.schemas.clinic import Condition

SEARCHABLE = {"status", "patient_id", "practitioner_id", "reason"}
COMPARE = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column != value,
    "like": lambda column, value: column.like(f"%{value}%"),
}


class Appointments(Repository):
    async def by_id(self, appointment_id: int) -> Appointment | None:
        return await self.db.get(Appointment, appointment_id)

    async def visible(self, appointment_id: int, account_id: int, practice_ids: list[int]) -> Appointment | None:
        return await self.db.scalar(
            select(Appointment).join(Patient, Patient.id == Appointment.patient_id).where(
                Appointment.id == appointment_id,
                or_(Patient.account_id == account_id, Appointment.practice_id.in_(practice_ids)),
            )
        )

    async def of_account(self, account_id: int, after: int, limit: int) -> list[Appointment]:
        return list(await self.db.scalars(
            select(Appointment).join(Patient, Patient.id == Appointment.patient_id)
            .where(Patient.account_id == account_id, Appointment.id > after)
            .order_by(Appointment.id).limit(limit)
        ))

    async def search(self, practice_id: int, conditions: list[Condition]) -> list[Appointment]:
        query = select(Appointment).where(Appointment.practice_id == practice_id)
        for condition in conditions:
            if condition.field not in SEARCHABLE or condition.op not in COMPARE:
                raise Problem(422, "This cannot be searched")
            query = query.where(COMPARE[condition.op](getattr(Appointment, condition.field), condition.value))
        return list(await self.db.scalars(query.order_by(Appointment.starts_at).limit(200)))

    async def move(self, appointment_id: int, status: str, allowed: tuple[str, ...]) -> bool:
        """Changes the status when the current one allows it."""
        result = await self.db.execute(
            update(Appointment).where(Appointment.id == appointment_id, Appointment.status.in_(allowed)).values(status=status)
        )
        await self.db.commit()
        return result.rowcount == 1

    async def set_many(self, practice_id: int, ids: list[int], status: str) -> int:
        query = update(Appointment).where(Appointment.id.in_(ids), Appointment.status != "cancelled")
        result = await self.db.execute(query.values(status=status))
        await self.db.commit()
        return result.rowcount
