import uuid

from flask import Blueprint, g, jsonify

from app.core import schemas
from app.core.database import execute, one, rows
from app.core.problems import Problem

blueprint = Blueprint("appointments", __name__, url_prefix="/api/v1/appointments")

SELECT = """SELECT appointments.id, day, reason AS note, state, doctors.id AS doctor_id, doctors.name AS doctor
            FROM appointments JOIN doctors ON doctors.id = appointments.doctor_id"""


def _own(appointment_id):
    found = one(f"{SELECT} WHERE appointments.id = ? AND account_id = ?", str(appointment_id), g.account["id"])
    if found is None:
        raise Problem(404)
    return found


@blueprint.get("")
def listing():
    page = schemas.query(schemas.Page)
    found = rows(f"{SELECT} WHERE account_id = ? ORDER BY day, appointments.id LIMIT ? OFFSET ?", g.account["id"], page.limit, page.offset)
    return jsonify(appointments=found, limit=page.limit, offset=page.offset)


@blueprint.post("")
def create():
    wanted = schemas.body(schemas.NewAppointment)
    if one("SELECT id FROM doctors WHERE id = ?", wanted.doctor_id) is None:
        raise Problem(422, "The doctor does not exist")
    appointment_id = uuid.uuid4()
    execute(
        "INSERT INTO appointments (id, account_id, doctor_id, day, reason) VALUES (?, ?, ?, ?, ?)",
        str(appointment_id), g.account["id"], wanted.doctor_id, wanted.day.isoformat(), wanted.note,
    )
    return jsonify(_own(appointment_id)), 201


@blueprint.get("/<uuid:appointment_id>")
def detail(appointment_id):
    return jsonify(_own(appointment_id))


@blueprint.patch("/<uuid:appointment_id>")
def change(appointment_id):
    _own(appointment_id)
    wanted = schemas.body(schemas.AppointmentChange)
    execute("UPDATE appointments SET reason = ? WHERE id = ? AND account_id = ?", wanted.note, str(appointment_id), g.account["id"])
    return jsonify(_own(appointment_id))


@blueprint.delete("/<uuid:appointment_id>")
def cancel(appointment_id):
    _own(appointment_id)
    execute("DELETE FROM appointments WHERE id = ? AND account_id = ?", str(appointment_id), g.account["id"])
    return "", 204
