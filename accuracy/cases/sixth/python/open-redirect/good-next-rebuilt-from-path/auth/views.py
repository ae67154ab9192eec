from flask import Blueprint, flash, redirect, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import login_user

from auth.redirects import local_target
from auth.users import verified

bp = Blueprint("auth", __name__)
limiter = Limiter(get_remote_address, storage_uri="redis://cache:6379/2")


@bp.get("/login")
def form():
    return render_template("login.html", next=request.args.get("next", ""))


@bp.post("/login")
@limiter.limit("10/minute")
def login():
    user = verified(request.form.get("email", ""), request.form.get("password", ""))
    if user is None:
        flash("Unknown email or password.")
        return render_template("login.html", next=request.form.get("next", "")), 401
    login_user(user)
    target = local_target(request.form.get("next"))
    return redirect(target, code=303)
