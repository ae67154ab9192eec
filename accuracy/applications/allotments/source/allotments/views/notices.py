from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy import select

from ..extensions import db
from ..models import Notice
from ..security import current_member, login_required
from ..services.documents import read_document
from ..services.text import render_notice

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@login_required
def index():
    page = db.paginate(select(Notice).order_by(Notice.created_at.desc()), per_page=20, max_per_page=50)
    return render_template("notices.html", page=page)


@bp.get("/notices/<int:notice_id>")
@login_required
def show(notice_id):
    notice = db.get_or_404(Notice, notice_id)
    return render_template("notice.html", notice=notice, body=render_notice(notice.body))


@bp.post("/notices")
@login_required
def create():
    title = request.form.get("title", "").strip()
    body = request.form.get("body", "").strip()
    if not title or not body or len(title) > 140 or len(body) > 10_000:
        abort(400)
    notice = Notice(author_id=current_member().id, title=title, body=body)
    db.session.add(notice)
    db.session.commit()
    return redirect(url_for("notices.show", notice_id=notice.id))


@bp.get("/documents/<path:name>")
@login_required
def document(name):
    return Response(read_document(name), mimetype="application/pdf")
