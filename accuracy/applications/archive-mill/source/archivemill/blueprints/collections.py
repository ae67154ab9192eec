from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import func, select

from ..db import db, unit
from ..fields import PAGE, Choice, Text, Whole, read
from ..guards import happened, keepers_only, may_edit, readable
from ..models import Account, Collection, Membership, Record

bp = Blueprint("collections", __name__)


def collection_or_404(collection_id: int) -> Collection:
    found = db().scalar(select(Collection).where(Collection.id == collection_id, readable()))
    return found or abort(404)


@bp.get("/")
def index():
    ask = read(request.args, **PAGE)
    counts = select(Record.collection_id, func.count().label("n")).group_by(Record.collection_id).subquery()
    rows = db().execute(
        select(Collection, func.coalesce(counts.c.n, 0)).outerjoin(counts, counts.c.collection_id == Collection.id)
        .where(readable()).order_by(Collection.signature).limit(ask["size"]).offset((ask["page"] - 1) * ask["size"])
    ).all()
    return render_template("collections.html", rows=rows, page=ask["page"])


@bp.get("/collections/<int:collection_id>")
def show(collection_id):
    collection = collection_or_404(collection_id)
    return render_template("collection.html", collection=collection, editor=may_edit(collection.id))


@bp.post("/collections")
@keepers_only
def create():
    fields = read(request.form, signature=Text(40), title=Text(200))
    with unit() as work:
        collection = Collection(**fields)
        work.add(collection)
        work.flush()
        happened(work, "collection.create", collection.id)
    return redirect(url_for("collections.show", collection_id=collection.id), 303)


@bp.post("/collections/<int:collection_id>/members")
@keepers_only
def add_member(collection_id):
    collection = collection_or_404(collection_id)
    ask = read(request.form, account=Whole(1, 999_999_999, required=True), part=Choice(("reader", "editor")))
    with unit() as work:
        if work.get(Account, ask["account"]) is None:
            abort(404)
        work.merge(Membership(account_id=ask["account"], collection_id=collection.id, part=ask["part"]))
        happened(work, f"member.{ask['part']}", f"{collection.id}/{ask['account']}")
    return redirect(url_for("collections.show", collection_id=collection.id), 303)
