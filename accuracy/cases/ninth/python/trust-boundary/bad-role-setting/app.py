import os
import sqlite3

from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]


def member_role(member_id):
    conn = sqlite3.connect("members.db")
    row = conn.execute("SELECT role FROM members WHERE id = ?", (member_id,)).fetchone()
    conn.close()
    return row[0] if row else "guest"


@app.post("/workspace/enter")
def enter_workspace():
    if "member_id" not in session:
        abort(401)
    payload = request.get_json()
    context = {"workspace": int(payload["workspace"]), "role": payload.get("role", "guest")}
    context.setdefault("role", member_role(session["member_id"]))
    session["role"] = context["role"]
    return jsonify(workspace=context["workspace"])
