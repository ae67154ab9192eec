import uuid

from flask import Blueprint, abort, current_app, redirect, request, send_file, url_for
from sqlalchemy import func, select

from .. import limiter
from ..db import db, unit
from ..fields import Invalid, Text, read
from ..guards import happened, must_edit, readable
from ..models import Collection, Record, Scan
from ..storage import MIMES, below, keep, kind_of, place, words_of
from .records import record_or_404

bp = Blueprint("scans", __name__)


def scan_or_404(scan_id: uuid.UUID):
    query = select(Scan, Record.collection_id).join(Record, Record.id == Scan.record_id).join(Collection, Collection.id == Record.collection_id)
    return db().execute(query.where(Scan.id == scan_id, readable())).one_or_none() or abort(404)


@bp.post("/records/<int:record_id>/scans")
@limiter.limit("20 per minute")
def add(record_id):
    record = record_or_404(record_id)
    must_edit(record.collection_id)
    upload = request.files.get("scan")
    if upload is None:
        raise Invalid("scan", "is missing")
    if db().scalar(select(func.count()).where(Scan.record_id == record.id)) >= 200:
        raise Invalid("scan", "there are 200 already")
    kind = kind_of(upload)
    scan = Scan(id=uuid.uuid4(), record_id=record.id, kind=kind, **read(request.form, label=Text(120)))
    where = keep(upload, scan.id, kind)
    try:
        scan.text = words_of(where) if kind == "pdf" else ""
        with unit() as work:
            work.add(scan)
            happened(work, "scan.add", scan.id)
    except BaseException:
        where.unlink(missing_ok=True)
        raise
    return redirect(url_for("records.show", record_id=record.id), 303)


@bp.get("/scans/<uuid:scan_id>")
def fetch(scan_id):
    scan, _ = scan_or_404(scan_id)
    return send_file(place(scan.id, scan.kind), mimetype=MIMES[scan.kind], as_attachment=True, download_name=f"scan.{scan.kind}")


@bp.post("/scans/<uuid:scan_id>/delete")
def remove(scan_id):
    scan, collection_id = scan_or_404(scan_id)
    must_edit(collection_id)
    with unit() as work:
        work.delete(scan)
        happened(work, "scan.delete", scan.id)
    place(scan.id, scan.kind).unlink(missing_ok=True)
    return redirect(url_for("records.show", record_id=scan.record_id), 303)


@bp.get("/publications/<path:name>")
def publication(name):
    """Printed finding aids; they are for everybody who has an account."""
    file = below(current_app.config["PUBLICATION_ROOT"], name)
    if file is None or file.suffix != ".pdf":
        abort(404)
    return send_file(file, mimetype="application/pdf", as_attachment=True, download_name=file.name)
