from dataclasses import dataclass

from flask import abort, g
from sqlalchemy import Select, select

from stockroom.extensions import db
from stockroom.models import Item, Level, Membership, Warehouse


@dataclass(frozen=True)
class Access:
    """What the signed-in user may do in one warehouse."""

    warehouse: Warehouse
    level: Level

    def allows(self, level: Level) -> bool:
        return self.level >= level

    @property
    def writes(self) -> bool:
        return self.allows(Level.WRITE)

    def items(self) -> Select[tuple[Item]]:
        return select(Item).where(Item.warehouse_id == self.warehouse.id)

    def item(self, item_id: int, *, lock: bool = False) -> Item:
        query = self.items().where(Item.id == item_id)
        found = db.session.scalar(query.with_for_update() if lock else query)
        return found or abort(404)


def memberships() -> list[Membership]:
    query = select(Membership).where(Membership.user_id == g.user.id).order_by(Membership.warehouse_id).limit(200)
    return list(db.session.scalars(query))


def access(warehouse_id: int, level: Level = Level.READ) -> Access:
    found = db.session.get(Membership, (g.user.id, warehouse_id))
    if found is None:
        abort(404)
    if found.level < level:
        abort(403)
    return Access(found.warehouse, found.level)
