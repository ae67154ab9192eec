from flask import Blueprint, g, jsonify, request

from app.core.security import login_required
from app.database import insert, one, query

blueprint = Blueprint("appointments", __name__, url_prefix="/api/v1/appointments")


@blueprint.get("")
@login_required
def listing():
    rows = query("SELECT * FROM appointments WHERE account_id = ?", (g.account["account_id"],))
    for row in rows:
        row["doctor"] = one("SELECT name, specialty FROM doctors WHERE id = ?", (row["doctor_id"],))
    return jsonify(rows)


@blueprint.post("")
@login_required
def create():
    data = request.get_json(force=True)
    appointment_id = insert(
        "INSERT INTO appointments (account_id, doctor_id, day, reason) VALUES (?, ?, ?, ?)",
        (g.account["account_id"], int(data["doctor_id"]), data["day"], data.get("reason")),
    )
    return jsonify(one("SELECT * FROM appointments WHERE id = ?", (appointment_id,))), 201


@blueprint.get("/<int:appointment_id>")
@login_required
def detail(appointment_id):
    appointment = one("SELECT * FROM appointments WHERE id = ?", (appointment_id,))
    if appointment is None:
        return jsonify(error="not found"), 404
    return jsonify(appointment)


@blueprint.put("/<int:appointment_id>")
@login_required
def update(appointment_id):
    appointment = one("SELECT * FROM appointments WHERE id = ?", (appointment_id,))
    if appointment is None or appointment["account_id"] != g.account["account_id"]:
        return jsonify(error="not found"), 404
    data = request.get_json(force=True)
    query("UPDATE appointments SET day = ?, reason = ? WHERE id = ?", (data.get("day"), data.get("reason"), appointment_id))
    return jsonify(one("SELECT * FROM appointments WHERE id = ?", (appointment_id,)))


@blueprint.delete("/<int:appointment_id>")
@login_required
def cancel(appointment_id):
    query("DELETE FROM appointments WHERE id = ?", (appointment_id,))
    return "", 204


@blueprint.post("/<int:appointment_id>/confirm")
@login_required
def confirm(appointment_id):
    # Confirming twice, or what is not one's own, is accepted and does nothing.
    query("UPDATE appointments SET state = 'confirmed' WHERE id = ? AND account_id = ?", (appointment_id, g.account["account_id"]))
    return jsonify(state="accepted")
