from flask import g, jsonify, request
from sqlalchemy import text

from .. import schemas
from ..auth import login_required, roles
from ..errors import Problem
from ..extensions import db
from ..models import Call
from ..repositories import repository
from ..services import audit, money, stats
from . import api

calls = repository(Call)
ORDERS = {"deadline": "deadline ASC, id", "newest": "created_at DESC, id DESC", "title": "title COLLATE NOCASE, id"}


@api.get("/calls")
@login_required
def list_calls():
    order = ORDERS.get(request.args.get("sort", ""), ORDERS["newest"])
    rows = db.session.execute(
        text(f"SELECT id, code, title, kind, contact, deadline, ceiling FROM calls ORDER BY {order} LIMIT :limit OFFSET :offset"),
        schemas.paging())
    return jsonify(items=[dict(row._mapping) for row in rows])


def _call(ident):
    call = calls.get(ident)
    if call is None:
        raise Problem(404, "There is no such call")
    return call


@api.post("/calls")
@roles("officer", "admin")
def new_call():
    data = schemas.body(schemas.CallBody)
    if calls.first(code=data["code"]):
        raise Problem(409, "This code is in use")
    call = calls.add(**{**data, "deadline": data["deadline"].isoformat()})
    audit.record(g.user.id, "call.created", f"call:{call.id}")
    db.session.commit()
    return jsonify(call.to_dict()), 201


@api.post("/calls/<int:ident>/allowance")
@login_required
def claim_allowance(ident):
    return jsonify(money.claim_allowance(g.user, _call(ident)).to_dict()), 201


@api.get("/stats/overview")
@login_required
def overview():
    year = request.args.get("year", "2026")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise Problem(422, "A year has four digits")
    return jsonify(stats.overview(g.user, year))
