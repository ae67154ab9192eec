from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from .. import limiter
from ..db import db, unit
from ..exports import as_csv, as_ead
from ..fields import PAGE, Choice, Invalid, Text, Whole, read
from ..guards import happened, may_edit, must_edit, readable
from ..imports import records_of
from ..models import Collection, Record, Scan
from ..outbound import authority
from .collections import collection_or_404

bp = Blueprint("records", __name__)
SORTS = {"number": Record.number, "title": Record.title, "year": Record.year}
FIELDS = {"number": Text(30), "title": Text(300), "year": Whole(800, 2100), "description": Text(20_000, 0)}
FILTERS = {
    "q": Text(80, 0),
    "since": Whole(800, 2100),
    "until": Whole(800, 2100),
    "sort": Choice(tuple(SORTS), "number"),
    "dir": Choice(("asc", "desc"), "asc"),
}
EXPORTS = {"csv": (as_csv, "text/csv"), "xml": (as_ead, "application/xml")}


def record_or_404(record_id: int, *options) -> Record:
    query = select(Record).join(Collection, Collection.id == Record.collection_id).where(Record.id == record_id, readable())
    return db().scalar(query.options(*options)) or abort(404)


def found(collection_id: int, ask: dict):
    column = SORTS[ask["sort"]]
    query = select(Record).where(Record.collection_id == collection_id)
    if ask["q"]:
        query = query.where(or_(Record.title.icontains(ask["q"], autoescape=True), Record.number.icontains(ask["q"], autoescape=True)))
    if ask["since"]:
        query = query.where(Record.year >= ask["since"])
    if ask["until"]:
        query = query.where(Record.year <= ask["until"])
    return query.order_by(column.desc() if ask["dir"] == "desc" else column.asc(), Record.id)


@bp.get("/collections/<int:collection_id>/records")
def index(collection_id):
    collection = collection_or_404(collection_id)
    ask = read(request.args, **FILTERS, **PAGE)
    rows = db().scalars(found(collection.id, ask).limit(ask["size"]).offset((ask["page"] - 1) * ask["size"])).all()
    return render_template("records.html", collection=collection, rows=rows, ask=ask)


@bp.get("/collections/<int:collection_id>/export.<any(csv, xml):form>")
@limiter.limit("10 per minute")
def export(collection_id, form):
    collection = collection_or_404(collection_id)
    ask = read(request.args, **FILTERS)
    rows = db().scalars(found(collection.id, ask).limit(20_000)).all()
    write, mime = EXPORTS[form]
    headers = {"Content-Disposition": f"attachment; filename=collection-{collection.id}.{form}"}
    return Response(write(rows), mimetype=mime, headers=headers)


@bp.post("/collections/<int:collection_id>/import")
@limiter.limit("6 per minute")
def bring_in(collection_id):
    collection = collection_or_404(collection_id)
    must_edit(collection.id)
    form = read(request.form, form=Choice(("csv", "yaml", "xml")))["form"]
    upload = request.files.get("table")
    if upload is None:
        raise Invalid("table", "is missing")
    rows = records_of(upload, form)
    with unit() as work:
        work.add_all(Record(collection_id=collection.id, **row) for row in rows)
        happened(work, "record.import", f"{collection.id}/{len(rows)}")
    return redirect(url_for("records.index", collection_id=collection.id), 303)


@bp.post("/collections/<int:collection_id>/records")
def create(collection_id):
    collection = collection_or_404(collection_id)
    must_edit(collection.id)
    fields = read(request.form, **FIELDS)
    with unit() as work:
        record = Record(collection_id=collection.id, **fields)
        work.add(record)
        work.flush()
        happened(work, "record.create", record.id)
    return redirect(url_for("records.show", record_id=record.id), 303)


@bp.get("/records/<int:record_id>")
def show(record_id):
    record = record_or_404(record_id, selectinload(Record.scans).defer(Scan.text))
    return render_template("record.html", record=record, editor=may_edit(record.collection_id))


@bp.post("/records/<int:record_id>")
def save(record_id):
    record = record_or_404(record_id)
    must_edit(record.collection_id)
    fields = read(request.form, **FIELDS)
    if read(request.form, revision=Whole(1, 999_999_999, required=True))["revision"] != record.revision:
        abort(409)
    with unit() as work:
        for name, value in fields.items():
            setattr(record, name, value)
        happened(work, "record.save", record.id)
    return redirect(url_for("records.show", record_id=record.id), 303)


@bp.get("/authorities")
@limiter.limit("30 per minute")
def authorities():
    ask = read(request.args, source=Choice(("gnd", "viaf"), "gnd"), q=Text(80, 2))
    return jsonify(names=authority(ask["source"], ask["q"]))
