import time

from flask import Blueprint, jsonify, render_template_string, request

from app.core.responses import with_etag
from app.database import build_filter, one, query

blueprint = Blueprint("doctors", __name__, url_prefix="/api/v1/doctors")

COLUMNS = "id, name, specialty, bio"
ORDERINGS = {"name": "name", "specialty": "specialty, name"}
USE_OLD_SEARCH = False


@blueprint.get("")
def listing():
    ordering = ORDERINGS.get(request.args.get("order"), "id")
    return with_etag(query(f"SELECT {COLUMNS} FROM doctors ORDER BY {ordering}"))


@blueprint.get("/find")
def find():
    filters = {}
    if request.args.get("specialty"):
        filters["specialty"] = request.args["specialty"]
    return jsonify(query("SELECT id, name, specialty FROM doctors" + build_filter(filters)))


@blueprint.get("/search")
def search():
    term = request.args.get("q", "")
    if USE_OLD_SEARCH:
        return jsonify(query("SELECT id, name FROM doctors WHERE name LIKE '%" + term + "%'"))
    rows = query("SELECT id, name FROM doctors WHERE name LIKE ?", (f"%{term}%",))
    return jsonify(query=term, results=rows, message=f"{len(rows)} results for {term}")


@blueprint.get("/<int:doctor_id>")
def detail(doctor_id):
    doctor = one(f"SELECT {COLUMNS} FROM doctors WHERE id = ?", (doctor_id,))
    return (jsonify(doctor), 200) if doctor else (jsonify(error="not found"), 404)


@blueprint.get("/<int:doctor_id>/slots")
def slots(doctor_id):
    # The calendar service is slow; this stands for its answer.
    time.sleep(0.35)
    return jsonify(doctor_id=doctor_id, slots=["09:00", "10:30", "14:00"])


@blueprint.get("/card")
def card():
    greeting = request.args.get("greeting", "Welcome")
    return render_template_string("<h1>" + greeting + "</h1><p>{{ clinic }}</p>", clinic="Clinic at the lake")
