"""Pages of the people who run the site."""
from flask import Blueprint, abort, redirect, render_template, request, url_for

import db
from auth_utils import admin_required, login_required

bp = Blueprint("admin", __name__, url_prefix="/admin")

ROLES = ("member", "steward", "admin")


@bp.get("/users")
@admin_required
def users():
    rows = db.all_rows("SELECT id, username, email, role FROM users ORDER BY username LIMIT 200")
    return render_template("admin/users.html", users=rows, roles=ROLES)


@bp.post("/users/<int:user_id>/role")
@login_required
def set_role(user_id):
    role = request.form["role"]
    if role not in ROLES:
        abort(400)
    db.write("UPDATE users SET role = ? WHERE id = ?", (role, user_id))
    return redirect(url_for("admin.users"))
