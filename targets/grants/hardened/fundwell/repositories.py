"""A small generic repository; services add what they need on top."""
from sqlalchemy import func, select

from .extensions import db


class Repository:
    model = None

    def __init__(self, model=None):
        self.model = model or self.model

    def get(self, ident):
        return db.session.get(self.model, ident)

    def _where(self, criteria):
        clauses = []
        for name, value in criteria.items():
            column = getattr(self.model, name)
            if isinstance(value, Op):
                clauses.append(self._compare(column, value.name, value.operand))
            elif isinstance(value, (tuple, set, frozenset)):
                clauses.append(column.in_(list(value)))
            else:
                clauses.append(column == value)
        return clauses

    @staticmethod
    def _compare(column, op, operand):
        return {
            "ne": lambda: column != operand,
            "gt": lambda: column > operand,
            "lt": lambda: column < operand,
            "like": lambda: column.like(operand),
        }[op]()

    def find(self, order=None, limit=None, offset=None, **criteria):
        query = select(self.model).where(*self._where(criteria))
        query = query.order_by(order if order is not None else self.model.id)
        if limit is not None:
            query = query.limit(limit)
        if offset:
            query = query.offset(offset)
        return list(db.session.scalars(query))

    def first(self, **criteria):
        rows = self.find(order=self.model.id.desc(), limit=1, **criteria)
        return rows[0] if rows else None

    def count(self, **criteria):
        return db.session.scalar(select(func.count()).select_from(self.model).where(*self._where(criteria)))

    def add(self, **values):
        row = self.model(**values)
        db.session.add(row)
        db.session.flush()
        return row

    def update(self, row, **values):
        for name, value in values.items():
            if name in self.model.__table__.columns:
                setattr(row, name, value)
        db.session.flush()
        return row

    def remove(self, row):
        db.session.delete(row)
        db.session.flush()


def repository(model):
    return Repository(model)


class Op:
    """A comparison that is not equality; made by our own code only."""

    def __init__(self, name, operand):
        self.name, self.operand = name, operand
