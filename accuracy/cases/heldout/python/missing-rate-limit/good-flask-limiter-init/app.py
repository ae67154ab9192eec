from flask import Flask, request
from werkzeug.security import check_password_hash

from extensions import limiter
from members import find_member, open_session

app = Flask(__name__)
limiter.init_app(app)


@app.get("/feed")
@limiter.limit("30 per minute")
def feed():
    return {"items": []}


@app.post("/login")
def login():
    member = find_member(request.form["login"])
    if member is None or not check_password_hash(member.password_hash, request.form["password"]):
        return {"error": "wrong login"}, 401
    return {"session": open_session(member)}
