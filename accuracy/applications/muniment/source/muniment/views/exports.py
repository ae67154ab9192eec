import csv
import io
import uuid

from flask import Blueprint, Response, abort, g, redirect, render_template, send_file, stream_with_context, url_for

from .. import db, identity
from ..extensions import limiter
from ..forms import Confirm
from ..worker import finished
from . import page

bp = Blueprint("exports", __name__, url_prefix="/exports")


def plain(value) -> str:
    """Keeps a spreadsheet from taking a title for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@bp.get("/")
def index():
    mine = db.rows(db.Select("exports").where("owner_id = ?", g.person["id"]).order("due_at DESC, id").slice(page(), 20))
    return render_template("exports.html", exports=mine, form=Confirm())


@bp.post("/fonds/<int:fonds_id>")
@limiter.limit("10 per hour")
@identity.duty("archivist")
def order(fonds_id: int):
    if not Confirm().validate_on_submit():
        abort(400)
    name = uuid.uuid4().hex
    with db.transaction():
        waiting = db.row(db.Select("exports", "count(*) AS n").where("owner_id = ?", g.person["id"]).where("state IN ('waiting', 'running')"))
        if waiting["n"] >= 3:
            abort(429)
        if db.row(db.Select("fonds", "id").where("id = ?", fonds_id)) is None:
            abort(404)
        db.run("INSERT INTO exports (id, owner_id, fonds_id) VALUES (?, ?, ?)", name, g.person["id"], fonds_id)
    return redirect(url_for("exports.index"))


@bp.get("/<export_id>.pdf")
def download(export_id: str):
    found = db.row(db.Select("exports").where("id = ?", export_id).where("owner_id = ?", g.person["id"]).where("state = 'done'"))
    if found is None:
        abort(404)
    return send_file(finished(found["id"]), mimetype="application/pdf", as_attachment=True, download_name="finding-aid.pdf")


@bp.get("/records.csv")
@limiter.limit("20 per hour")
@identity.duty("archivist")
def records_csv():
    def lines():
        buffer, last = io.StringIO(), 0
        writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
        writer.writerow(["mark", "title", "from", "to"])
        while batch := db.rows(db.Select("records r", "id, mark, title, year_from, year_to").where("id > ?", last).order("id").slice(1, 500)):
            writer.writerows([plain(value) for value in tuple(record)[1:]] for record in batch)
            last = batch[-1]["id"]
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()

    identity.audit("records.exported", "records")
    return Response(stream_with_context(lines()), mimetype="text/csv", headers={"Content-Disposition": 'attachment; filename="records.csv"'})
