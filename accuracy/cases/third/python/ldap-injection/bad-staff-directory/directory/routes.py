from flask import Blueprint, jsonify, request
from flask_login import login_required

from directory.query import StaffQuery
from directory.service import find_staff

blueprint = Blueprint("directory", __name__)


@blueprint.get("/staff")
@login_required
def staff():
    query = StaffQuery(name=request.args.get("name", ""), site=request.args.get("site"))
    return jsonify(find_staff(query))
