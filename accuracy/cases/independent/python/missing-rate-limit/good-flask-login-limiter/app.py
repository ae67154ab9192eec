from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash

from models import User

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="redis://cache.internal:6379")


@app.get("/export")
@limiter.limit("2/minute")
def export():
    return jsonify(rows=[])


@app.post("/login")
@limiter.limit("5/minute")
def login():
    user = User.query.filter_by(email=request.json["email"]).first()
    if user is None or not check_password_hash(user.password_hash, request.json["password"]):
        return jsonify(error="invalid credentials"), 401
    session.clear()
    session["user_id"] = user.id
    return jsonify(ok=True)
