from flask import Blueprint, jsonify
from flask_login import login_required
from models import User

people = Blueprint("people", __name__)


@people.get("/people/<int:user_id>")
@login_required
def person(user_id):
    user = User.query.get_or_404(user_id)
    return jsonify({"id": user.id, "name": user.name, "joined": user.joined.isoformat()})
