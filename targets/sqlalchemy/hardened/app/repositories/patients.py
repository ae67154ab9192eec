from __future__ import annotations

from sqlalchemy import delete, exists, select, update

from app.db.models import Appointment, Document, Message, Patient, Prescription
from app.repositories.base import Repository


class Patients(Repository):
    async def by_id(self, patient_id: int) -> Patient | None:
        return await self.db.get(Patient, patient_id)

    async def of_account(self, patient_id: int, account_id: int) -> Patient | None:
        return await self.db.scalar(select(Patient).where(Patient.id == patient_id, Patient.account_id == account_id))

    async def family(self, account_id: int) -> list[Patient]:
        return list(await self.db.scalars(
            select(Patient).where(Patient.account_id == account_id, Patient.archived.is_(False)).order_by(Patient.id).limit(100)
        ))

    async def treated_by_any(self, patient_id: int, practice_ids: list[int]) -> bool:
        if not practice_ids:
            return False
        return bool(await self.db.scalar(select(
            exists().where(
                Appointment.patient_id == patient_id, Appointment.practice_id.in_(practice_ids),
                Appointment.status != "cancelled",
            )
        )))

    async def archive(self, patient_id: int, account_id: int) -> None:
        await self.db.execute(
            update(Patient).where(Patient.id == patient_id, Patient.account_id == account_id).values(archived=True)
        )
        await self.db.commit()

    async def prescriptions(self, patient_id: int) -> list[Prescription]:
        return list(await self.db.scalars(
            select(Prescription).where(Prescription.patient_id == patient_id).order_by(Prescription.id.desc()).limit(100)
        ))

    async def messages(self, patient_id: int, practice_id: int) -> list[Message]:
        return list(await self.db.scalars(
            select(Message)
            .where(Message.patient_id == patient_id, Message.practice_id == practice_id)
            .order_by(Message.id.desc()).limit(100)
        ))


class Documents(Repository):
    async def by_id(self, document_id: int) -> Document | None:
        return await self.db.get(Document, document_id)

    async def by_share(self, share_hash: str) -> Document | None:
        return await self.db.scalar(select(Document).where(Document.share_hash == share_hash))

    async def remove(self, document_id: int, patient_id: int) -> Document | None:
        document = await self.db.scalar(
            select(Document).where(Document.id == document_id, Document.patient_id == patient_id)
        )
        if document:
            await self.db.execute(delete(Document).where(Document.id == document.id))
            await self.db.commit()
        return document
