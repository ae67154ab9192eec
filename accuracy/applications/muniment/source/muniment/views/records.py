from datetime import date

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, send_file, url_for

from .. import db, identity, store
from ..extensions import limiter
from ..forms import Record, Upload
from . import page

bp = Blueprint("records", __name__)
PAGE = 30
ORDERS = {
    "mark": "f.mark, r.mark",
    "title": "r.title COLLATE NOCASE, r.id",
    "oldest": "r.year_from IS NULL, r.year_from, r.id",
    "youngest": "r.year_to DESC, r.id",
}
FROM = "records r JOIN fonds f ON f.id = r.fonds_id"
COLUMNS = "r.*, f.mark AS fonds_mark, f.title AS fonds_title"


def visible(query: db.Select) -> db.Select:
    """Closed records are shown to those who work here only."""
    if g.person["duty"] == "reader":
        query.where("(r.closed_until IS NULL OR r.closed_until < ?)", date.today().year)
    return query


def record_or_404(record_id: int):
    found = db.row(visible(db.Select(FROM, COLUMNS).where("r.id = ?", record_id)))
    if found is None:
        abort(404)
    return found


@bp.get("/")
def index():
    words, order = request.args.get("q", "")[:120], request.args.get("order", "mark")
    query = visible(db.Select(FROM, COLUMNS))
    expression = db.match_expression(words)
    if expression:
        query.where("r.id IN (SELECT rowid FROM records_fts WHERE records_fts MATCH ?)", expression)
    for name, condition in (("from", "r.year_to >= ?"), ("to", "r.year_from <= ?"), ("fonds", "r.fonds_id = ?")):
        value = request.args.get(name, type=int)
        if value is not None:
            query.where(condition, value)
    found = db.rows(query.order(ORDERS.get(order, ORDERS["mark"])).slice(page(), PAGE))
    return render_template("index.html", records=found, words=words, order=order, orders=list(ORDERS), page=page(), size=PAGE)


@bp.get("/records/<int:record_id>")
def show(record_id: int):
    record = record_or_404(record_id)
    scans = db.rows(db.Select("scans").where("record_id = ?", record_id).order("label, id").slice(1, 200))
    return render_template("record.html", record=record, scans=scans, form=Upload())


@bp.route("/fonds/<int:fonds_id>/records/new", methods=["GET", "POST"])
@identity.duty("archivist")
def create(fonds_id: int):
    if db.row(db.Select("fonds", "id").where("id = ?", fonds_id)) is None:
        abort(404)
    form = Record()
    if form.validate_on_submit():
        cursor = db.run(
            "INSERT INTO records (fonds_id, mark, title, abstract, year_from, year_to, closed_until)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            fonds_id, form.mark.data, form.title.data, form.abstract.data, form.year_from.data, form.year_to.data, form.closed_until.data,
        )
        if cursor.rowcount != 1:
            abort(409)
        identity.audit("record.created", f"record:{cursor.lastrowid}")
        return redirect(url_for("records.show", record_id=cursor.lastrowid))
    return render_template("edit.html", form=form)


@bp.route("/records/<int:record_id>/edit", methods=["GET", "POST"])
@identity.duty("archivist")
def edit(record_id: int):
    record = record_or_404(record_id)
    form = Record(data=dict(record))
    if form.validate_on_submit():
        changed = db.run(
            "UPDATE OR IGNORE records SET mark = ?, title = ?, abstract = ?, year_from = ?, year_to = ?, closed_until = ? WHERE id = ?",
            form.mark.data, form.title.data, form.abstract.data, form.year_from.data, form.year_to.data, form.closed_until.data, record_id,
        )
        if changed.rowcount != 1:
            abort(409)
        identity.audit("record.edited", f"record:{record_id}")
        return redirect(url_for("records.show", record_id=record_id))
    return render_template("edit.html", form=form)


@bp.post("/records/<int:record_id>/scans")
@limiter.limit("60 per hour")
@identity.duty("archivist")
def add_scan(record_id: int):
    record_or_404(record_id)
    form = Upload()
    if not form.validate_on_submit():
        abort(422)
    try:
        kept = store.keep(form.scan.data.stream)
    except store.UnknownKind:
        abort(415)
    db.run(
        "INSERT INTO scans (id, record_id, label, kind, size, etag) VALUES (?, ?, ?, ?, ?, ?)",
        kept["id"], record_id, form.label.data, kept["kind"], kept["size"], kept["etag"],
    )
    identity.audit("scan.added", f"record:{record_id}")
    return redirect(url_for("records.show", record_id=record_id))


@bp.get("/records/<int:record_id>/scans/<scan_id>")
def scan(record_id: int, scan_id: str):
    record_or_404(record_id)
    found = db.row(db.Select("scans").where("id = ?", scan_id).where("record_id = ?", record_id))
    if found is None:
        abort(404)
    response = make_response(
        send_file(store.path_of(found["id"]), mimetype=found["kind"], as_attachment=True, download_name=f"scan-{found['id']}", etag=found["etag"])
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
