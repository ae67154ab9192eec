from flask import Blueprint, abort, g, jsonify, request, session

from cellar.store import bottles_of, member_of, move_bottle

blueprint = Blueprint("cellar", __name__, url_prefix="/cellar")


@blueprint.before_request
def load_member():
    g.member = member_of(session.get("member_id"))
    if g.member is None:
        session.clear()


@blueprint.get("/bottles")
def bottles():
    return jsonify(bottles_of(session.get("cellar_id"), page=request.args.get("page", 1, type=int)))


@blueprint.post("/bottles/<int:bottle_id>/move")
def move(bottle_id: int):
    shelf = request.get_json().get("shelf")
    if not isinstance(shelf, str):
        abort(400)
    return jsonify(move_bottle(session.get("cellar_id"), bottle_id, shelf))
