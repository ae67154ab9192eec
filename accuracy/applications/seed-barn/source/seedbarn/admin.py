from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for

from .db import get_db
from .forms import checked_form, login_required, steward_required

bp = Blueprint("admin", __name__, url_prefix="/steward")


@bp.get("")
@steward_required
def overview():
    counts = get_db().execute(
        "SELECT (SELECT COUNT(*) FROM member) AS members, (SELECT COUNT(*) FROM swap) AS swaps"
    ).fetchone()
    return render_template("steward.html", counts=counts)


@bp.post("/members/<int:member_id>/remove")
@login_required
@checked_form
def remove_member(member_id):
    """Members who left the village are taken off the list."""
    db = get_db()
    db.execute("DELETE FROM swap WHERE from_id = ? OR to_id = ?", (member_id, member_id))
    db.execute("DELETE FROM seed WHERE owner_id = ?", (member_id,))
    db.execute("DELETE FROM member WHERE id = ?", (member_id,))
    db.commit()
    return redirect(url_for("admin.overview"))


@bp.post("/season")
@steward_required
@checked_form
def new_season():
    packets = request.form.get("packets", 10, type=int)
    if not 0 <= packets <= 100:
        abort(400)
    db = get_db()
    db.execute("UPDATE member SET packets_left = ?", (packets,))
    db.commit()
    current_app.logger.info("season opened by member %s with %d packets", g.member["id"], packets)
    return redirect(url_for("admin.overview"))


@bp.post("/note")
@steward_required
@checked_form
def note():
    """Something for the diary of the barn."""
    current_app.logger.info("note: " + request.form.get("text", ""))
    return redirect(url_for("admin.overview"))
