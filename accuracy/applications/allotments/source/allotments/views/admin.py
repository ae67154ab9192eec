import csv
import io

from flask import Blueprint, Response, abort, render_template_string, request, send_file
from sqlalchemy import select

from ..extensions import db
from ..models import Applicant, Member, Notice, Plot
from ..security import committee_required, login_required
from ..services.documents import make_label, make_poster
from ..services.feeds import fetch_calendar, load_season, parse_plantings, parse_seed_order

bp = Blueprint("admin", __name__)


@bp.post("/members/<int:member_id>/role")
@login_required
def set_role(member_id):
    role = request.form.get("role")
    if role not in {"member", "committee"}:
        abort(400)
    db.get_or_404(Member, member_id).role = role
    db.session.commit()
    return "", 204


@bp.get("/waiting-list.csv")
def waiting_list():
    out = io.StringIO()
    writer = csv.writer(out)
    for row in db.session.scalars(select(Applicant).order_by(Applicant.applied_on).limit(500)):
        writer.writerow([row.name, row.email, row.phone, row.applied_on])
    return Response(out.getvalue(), mimetype="text/csv")


@bp.post("/letters/preview")
@committee_required
def preview_letter():
    member = db.get_or_404(Member, request.form.get("member_id", type=int))
    return render_template_string(request.form.get("template", ""), member=member.card())


@bp.post("/plots/<int:plot_id>/plantings/import")
@committee_required
def import_plantings(plot_id):
    plot = db.get_or_404(Plot, plot_id)
    rows = parse_plantings(request.files["file"].read(), plot.id)
    db.session.add_all(rows)
    db.session.commit()
    return {"added": [{"crop": r.crop, "comment": r.comment} for r in rows]}


@bp.post("/seed-orders/import")
@committee_required
def import_seed_order():
    return {"lines": parse_seed_order(request.files["file"].read())}


@bp.post("/season")
@committee_required
def season():
    return load_season(request.files["file"].stream)


@bp.post("/calendar/preview")
@committee_required
def calendar():
    try:
        return Response(fetch_calendar(request.form.get("url", "")), mimetype="text/plain")
    except ValueError:
        abort(400)


@bp.get("/notices/<int:notice_id>/poster")
@committee_required
def poster(notice_id):
    notice = db.get_or_404(Notice, notice_id)
    return send_file(make_poster(notice, request.args.get("footer", "")))


@bp.get("/plots/<int:plot_id>/label")
@committee_required
def label(plot_id):
    return send_file(make_label(db.get_or_404(Plot, plot_id)))
