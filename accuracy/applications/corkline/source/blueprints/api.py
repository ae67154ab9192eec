"""JSON for the phone app."""
from flask import Blueprint, current_app, g, request

import db
from auth_utils import login_required

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.get("/bottles")
@login_required
def bottles():
    page = max(request.args.get("page", 1, type=int), 1)
    size = current_app.config["PAGE_SIZE"]
    rows = db.listing("bottles", request.args.get("order", "id"), size, (page - 1) * size)
    return {"bottles": [dict(r) for r in rows]}


@bp.post("/bottles/selection")
@login_required
def selection():
    ids = [int(i) for i in request.get_json()["ids"]][:100]
    return {"bottles": [dict(r) for r in db.by_ids(ids)]}


@bp.get("/users/<int:user_id>")
@login_required
def user(user_id):
    row = db.one("SELECT * FROM users WHERE id = ?", (user_id,))
    if row is None:
        return {"error": "not found"}, 404
    return dict(row)


@bp.patch("/me")
@login_required
def update_me():
    body = request.get_json()
    for field in set(body) & set(g.user.keys()):
        db.write(f"UPDATE users SET {field} = ? WHERE id = ?", (body[field], g.user["id"]))
    return {"ok": True}
