from flask import Blueprint, abort, g, jsonify

from .auth import login_required
from .letters import get_letter, letters_of

bp = Blueprint("letters", __name__, url_prefix="/letters")


@bp.get("/")
@login_required
def index():
    return jsonify(letters_of(g.user["id"]))


@bp.get("/<int:letter_id>")
@login_required
def show(letter_id):
    letter = get_letter(letter_id)
    if letter is None:
        abort(404)
    return jsonify(letter)
