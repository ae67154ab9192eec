from flask import Blueprint, jsonify, request

from arrays.auth import login_required
from arrays.load import NotAnArray, load_array

bp = Blueprint("arrays", __name__)


@bp.post("/arrays/summary")
@login_required
def summary():
    try:
        array = load_array(request.files["array"].read(5_000_000))
    except NotAnArray:
        return jsonify(error="no array"), 422
    return jsonify(mean=float(array.mean()), shape=list(array.shape))
