from flask import Blueprint, redirect, request, session

from accounts import find_account

auth = Blueprint("auth", __name__)


@auth.post("/login")
def login():
    account = find_account(request.form["login"], request.form["password"])
    if account is None:
        return {"error": "wrong login"}, 401
    session.clear()
    session["account_id"] = account.id
    session["is_staff"] = account.is_staff
    return redirect("/")
