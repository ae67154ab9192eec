import hashlib

from flask import Blueprint, jsonify

from app.core import schemas
from app.core.database import one, rows
from app.core.problems import Problem

blueprint = Blueprint("doctors", __name__, url_prefix="/api/v1/doctors")

COLUMNS = "id, name, specialty, bio"
ORDERINGS = {"id": "id", "name": "name, id", "specialty": "specialty, name, id"}


def _public(response):
    response.headers["Cache-Control"] = "public, max-age=30"
    response.set_etag(hashlib.md5(response.get_data(), usedforsecurity=False).hexdigest())
    return response


@blueprint.get("")
def listing():
    page = schemas.query(schemas.DoctorPage)
    condition, values = ("WHERE specialty = ?", [page.specialty]) if page.specialty else ("", [])
    found = rows(f"SELECT {COLUMNS} FROM doctors {condition} ORDER BY {ORDERINGS[page.order]} LIMIT ? OFFSET ?", *values, page.limit, page.offset)
    return _public(jsonify(doctors=found, limit=page.limit, offset=page.offset))


@blueprint.get("/search")
def search():
    page = schemas.query(schemas.SearchPage)
    pattern = "%" + page.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = rows(f"SELECT {COLUMNS} FROM doctors WHERE name LIKE ? ESCAPE '\\' ORDER BY id LIMIT ? OFFSET ?", pattern, page.limit, page.offset)
    return _public(jsonify(query=page.q, doctors=found))


@blueprint.get("/<int:doctor_id>")
def detail(doctor_id):
    doctor = one(f"SELECT {COLUMNS} FROM doctors WHERE id = ?", doctor_id) if doctor_id < 2**31 else None
    if doctor is None:
        raise Problem(404)
    return _public(jsonify(doctor))
