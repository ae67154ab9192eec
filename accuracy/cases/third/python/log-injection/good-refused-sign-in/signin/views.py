import logging

from flask import Flask, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from signin.accounts import verify
from signin.logs import configure

configure()
log = logging.getLogger("signin")
app = Flask(__name__)
app.config.from_prefixed_env("PORTAL")
limiter = Limiter(get_remote_address, app=app)


@app.post("/sign-in")
@limiter.limit("5/minute")
def sign_in():
    name = request.form.get("name", "")
    account = verify(name, request.form.get("password", ""))
    if account is None:
        log.warning("refused sign-in of %s from %s", name, request.remote_addr)
        return {"error": "wrong name or password"}, 401
    session.clear()
    session["account"] = account.id
    return {"account": account.id}
