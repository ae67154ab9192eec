from flask import Blueprint, render_template, request
from markupsafe import escape
from sqlalchemy import func, select

from ..extensions import db
from ..models import Plot, Planting
from ..security import current_member, login_required
from ..services.search import find_members, find_plots
from ..services.text import render_comment

bp = Blueprint("plots", __name__)


@bp.get("/")
@login_required
def index():
    page = db.paginate(select(Plot).order_by(Plot.code), per_page=60, max_per_page=60)
    counts = {}
    for plot in page.items:
        counts[plot.id] = db.session.scalar(
            select(func.count(Planting.id)).where(Planting.plot_id == plot.id)
        )
    return render_template("plots.html", page=page, counts=counts)


@bp.get("/plots/search")
@login_required
def search():
    term = request.args.get("q", "")
    found = find_plots(term, request.args.get("order", "code"))
    if not found:
        return f"<p class='empty'>No plot matches <b>{term}</b>.</p>"
    return render_template("plot_rows.html", plots=found)


@bp.get("/members/search")
@login_required
def members():
    term = request.args.get("q", "")
    found = find_members(term, request.args.get("order", "name"))
    if not found:
        return f"<p class='empty'>No member matches <b>{escape(term)}</b>.</p>"
    return render_template("member_rows.html", members=[m.card() for m in found])


@bp.get("/plots/mine")
@login_required
def mine():
    plots = db.session.scalars(select(Plot).where(Plot.holder_id == current_member().id)).all()
    return render_template("mine.html", plots=plots, comment=render_comment)
