import re

from flask import Blueprint, redirect, request, session

from accounts import check_password

auth = Blueprint("auth", __name__)


def local(target):
    return re.fullmatch(r"/(?![/\\])[\w/.-]*", target) is not None


@auth.post("/login")
def login():
    account = check_password(request.form["login"], request.form["password"])
    if account is None:
        return {"error": "wrong login"}, 401
    session["account"] = account.id
    target = request.args.get("next", "/")
    return redirect(target if local(target) else "/")
