import pickle

from flask import jsonify, request
from flask.views import MethodView
from flask_login import current_user, login_required
from flask_smorest import Blueprint, abort

from checkpoints.reader import read_checkpoint
from checkpoints.store import keep_plan

blueprint = Blueprint("checkpoints", __name__, url_prefix="/checkpoints")


@blueprint.route("/")
class Checkpoints(MethodView):
    decorators = [login_required]

    def post(self):
        data = request.files["checkpoint"].read(512 * 1024)
        try:
            plan = read_checkpoint(data)
        except (pickle.UnpicklingError, EOFError):
            abort(422, message="not a checkpoint")
        return jsonify(id=keep_plan(current_user.id, plan)), 201
