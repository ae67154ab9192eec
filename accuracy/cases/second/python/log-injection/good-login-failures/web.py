from flask import Flask, abort, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import audit
from users import authenticate, issue_token

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)


@app.post("/login")
@limiter.limit("5/minute")
def login():
    name = request.form.get("name", "")
    user = authenticate(name, request.form.get("password", ""))
    if user is None:
        audit.login_failed(name, request.remote_addr)
        abort(401)
    return jsonify(token=issue_token(user))
