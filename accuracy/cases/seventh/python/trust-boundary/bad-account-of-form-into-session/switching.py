import os
import sqlite3

from flask import Flask, abort, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["SESSION_KEY"]


def membership(user_id, account_id):
    with sqlite3.connect("/var/lib/app/main.db") as db:
        return db.execute(
            "SELECT account_id FROM memberships WHERE user_id = ? AND account_id = ?",
            (user_id, account_id),
        ).fetchone()


@app.post("/accounts/switch")
def switch_account():
    user_id = session.get("user_id")
    if user_id is None:
        abort(401)

    wanted = request.form.get("account", "")
    session["account_id"] = wanted
    return redirect(url_for("dashboard"))


@app.get("/dashboard")
def dashboard():
    return {"account": session.get("account_id")}
