from sqlalchemy import func, select, update

from stintpay.models import Hook, Invoice, Timesheet
from stintpay.repositories.base import Repository


class Timesheets(Repository[Timesheet]):
    model = Timesheet

    def of(self, contractor_id: int, word: str | None = None, limit: int = 100) -> list[Timesheet]:
        query = select(Timesheet).where(Timesheet.contractor_id == contractor_id)
        if word:
            query = query.where(Timesheet.task.ilike(f"%{word}%"))
        return list(self.db.scalars(query.order_by(Timesheet.day.desc()).limit(limit)))

    def own(self, key: int, contractor_id: int) -> Timesheet | None:
        return self.db.scalar(select(Timesheet).where(Timesheet.id == key, Timesheet.contractor_id == contractor_id))

    def hours(self, contractor_ids: list[int], month: str) -> dict[int, float]:
        start = func.substr(Timesheet.day, 1, 7) == month
        query = select(Timesheet.contractor_id, func.sum(Timesheet.hours)).where(
            Timesheet.contractor_id.in_(contractor_ids), start
        )
        return dict(self.db.execute(query.group_by(Timesheet.contractor_id)).all())


class Invoices(Repository[Invoice]):
    model = Invoice

    def approve(self, key: int) -> bool:
        done = self.db.execute(
            update(Invoice).where(Invoice.id == key, Invoice.status == "sent").values(status="approved")
        )
        self.db.commit()
        return done.rowcount == 1


class Hooks(Repository[Hook]):
    model = Hook

    def listening(self, contractor_id: int, event: str) -> list[Hook]:
        query = select(Hook).where(Hook.contractor_id == contractor_id, Hook.event == event).limit(20)
        return list(self.db.scalars(query))
