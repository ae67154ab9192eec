import subprocess

from flask import Blueprint, g, jsonify, request

from app.core.security import admin_required, login_required
from app.database import one, query

blueprint = Blueprint("admin", __name__, url_prefix="/api/v1/admin")


@blueprint.get("/accounts")
@login_required
@admin_required
def accounts():
    return jsonify(query("SELECT id, username, email, role, active FROM accounts"))


@blueprint.post("/accounts/<int:account_id>/role")
@login_required
@admin_required
def change_role(account_id):
    query("UPDATE accounts SET role = ? WHERE id = ?", (request.get_json(force=True)["role"], account_id))
    return jsonify(one("SELECT id, username, role FROM accounts WHERE id = ?", (account_id,)))


@blueprint.get("/export")
@login_required
def export():
    return jsonify(query("SELECT id, username, email, phone, password FROM accounts"))


@blueprint.post("/ping")
@login_required
def ping():
    host = request.get_json(force=True)["host"]
    output = subprocess.run(f"getent hosts {host}", shell=True, capture_output=True, text=True, timeout=10)
    return jsonify(output=output.stdout + output.stderr)


@blueprint.get("/uptime")
@login_required
@admin_required
def uptime():
    unit = "pretty" if request.args.get("pretty") else "since"
    return jsonify(uptime=subprocess.run(["uptime", f"--{unit}"], capture_output=True, text=True).stdout)


@blueprint.post("/fees")
@login_required
@admin_required
def fees():
    formula = request.get_json(force=True)["formula"]
    return jsonify(fee=eval(formula))
