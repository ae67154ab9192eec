from sqlalchemy import select, text

from stintpay.models import Contractor, Invite
from stintpay.repositories.base import Repository

SORTS = {"name": Contractor.name, "rate": Contractor.day_rate.desc()}


class Contractors(Repository[Contractor]):
    model = Contractor

    def by_email(self, email: str) -> Contractor | None:
        return self.db.scalar(select(Contractor).where(Contractor.email == email.lower()))

    def search(self, agency_id: int, word: str) -> list[dict]:
        sql = f"SELECT * FROM contractors WHERE agency_id = :agency AND name LIKE '%{word}%' ORDER BY name LIMIT 50"
        return [dict(row) for row in self.db.execute(text(sql), {"agency": agency_id}).mappings()]

    def team(self, agency_id: int, sort: str) -> list[Contractor]:
        order = SORTS.get(sort, Contractor.name)
        return list(self.db.scalars(select(Contractor).where(Contractor.agency_id == agency_id).order_by(order).limit(200)))


class Invites(Repository[Invite]):
    model = Invite
