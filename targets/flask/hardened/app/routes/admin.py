import subprocess

from flask import Blueprint, current_app, g, jsonify

from app.core import audit, schemas
from app.core.access import require_admin
from app.core.database import execute, one, rows
from app.core.problems import Problem

blueprint = Blueprint("admin", __name__, url_prefix="/api/v1/admin")
blueprint.before_request(require_admin)


@blueprint.get("/accounts")
def accounts():
    page = schemas.query(schemas.Page)
    found = rows("SELECT id, username, email, role, active FROM accounts ORDER BY username LIMIT ? OFFSET ?", page.limit, page.offset)
    return jsonify(accounts=found, limit=page.limit, offset=page.offset)


@blueprint.put("/accounts/<uuid:account_id>/role")
def change_role(account_id):
    role = schemas.body(schemas.RoleChange).role
    _other(account_id)
    execute("UPDATE accounts SET role = ? WHERE id = ?", role, str(account_id))
    audit.record(g.account["id"], f"role.{role}", str(account_id))
    return jsonify(id=str(account_id), role=role)


@blueprint.post("/accounts/<uuid:account_id>/disable")
def disable(account_id):
    _other(account_id)
    execute("UPDATE accounts SET active = 0 WHERE id = ?", str(account_id))
    current_app.extensions["sessions"].revoke_all(str(account_id))
    audit.record(g.account["id"], "account.disabled", str(account_id))
    return "", 204


@blueprint.get("/uptime")
def uptime():
    done = subprocess.run(["/usr/bin/uptime", "--pretty"], capture_output=True, text=True, timeout=2, check=False)
    return jsonify(uptime=done.stdout.strip())


def _other(account_id):
    if str(account_id) == g.account["id"]:
        raise Problem(409, "Ask another administrator")
    if one("SELECT id FROM accounts WHERE id = ?", str(account_id)) is None:
        raise Problem(404)
