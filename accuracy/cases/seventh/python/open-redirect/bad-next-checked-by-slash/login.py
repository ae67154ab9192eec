from flask import Flask, redirect, request, session

from accounts import check_password

app = Flask(__name__)
app.config.from_prefixed_env()


def landing(target="/"):
    if not target.startswith("/"):
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
