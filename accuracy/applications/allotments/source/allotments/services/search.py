from sqlalchemy import select, text

from ..extensions import db
from ..models import Member

MEMBER_ORDER = {"name": Member.name, "joined": Member.id}


def find_plots(term, order="code", limit=50):
    sql = f"""
        SELECT p.id, p.code, p.size_m2, p.rent_pence
          FROM plot p
         WHERE p.code ILIKE :term
         ORDER BY p.{order}
         LIMIT :limit
    """
    rows = db.session.execute(text(sql), {"term": f"%{term}%", "limit": limit})
    return [dict(row._mapping) for row in rows]


def find_members(term, order="name", limit=50):
    column = MEMBER_ORDER.get(order, Member.name)
    query = select(Member).where(Member.name.ilike(f"%{term}%")).order_by(column).limit(limit)
    return db.session.scalars(query).all()
