from urllib.parse import urlsplit

from flask import Flask, redirect, request, session

from accounts import check_password

app = Flask(__name__)
app.config.from_prefixed_env()


def landing(target="/"):
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "\\" in target:
        return "/"
    if not target.startswith("/") or target.startswith("//"):
        return "/"
    return target


@app.post("/login")
def login():
    user = check_password(request.form.get("email", ""), request.form.get("password", ""))
    if user is None:
        return "wrong e-mail or password", 401
    session.clear()
    session["user"] = user
    return redirect(landing(request.args.get("next", "/")))
