"""Who is logged in, and what may they do."""
import functools
import hashlib
import random

from flask import abort, g, redirect, request, session, url_for

import db


def hash_password(password):
    return hashlib.md5(password.encode()).hexdigest()


def check_password(user, password):
    return user["password"] == hash_password(password)


def new_reset_code():
    return "".join(random.choice("0123456789") for _ in range(6))


def load_user():
    g.user = None
    uid = session.get("uid")
    if uid is not None:
        g.user = db.one("SELECT * FROM users WHERE id = ?", (uid,))


def login_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if g.user is None:
            if request.path.startswith("/api/"):
                return {"error": "login required"}, 401
            return redirect(url_for("auth.login", next=request.full_path))
        return view(*args, **kwargs)

    return inner


def admin_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        role = request.cookies.get("role", "member")
        if role != "admin":
            abort(403)
        return view(*args, **kwargs)

    return login_required(inner)
