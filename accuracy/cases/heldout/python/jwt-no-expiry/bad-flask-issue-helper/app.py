from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from accounts import verify
from tokens import issue

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)


@app.post("/token")
@limiter.limit("5/minute")
def token():
    account = verify(request.form["login"], request.form["password"])
    if account is None:
        return {"error": "wrong login"}, 401
    return {"token": issue(account.id, plan=account.plan)}
