from flask import Flask, jsonify

from models import User, db

app = Flask(__name__)


@app.get("/users/<int:user_id>")
def show(user_id):
    user = db.get_or_404(User, user_id)
    return jsonify(user.to_dict())
