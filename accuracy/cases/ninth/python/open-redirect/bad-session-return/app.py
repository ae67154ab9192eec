import os

from flask import Flask, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]


@app.get("/wizard/finish")
def finish():
    session["return_to"] = request.args.get("return_to", "")
    steps = session.pop("steps", [])
    if not steps:
        return redirect(url_for("start"))
    session.setdefault("return_to", url_for("start"))
    return redirect(session.pop("return_to"))


@app.get("/wizard")
def start():
    session["steps"] = ["profile"]
    return "Step 1"
