import secrets

from flask import Blueprint, abort, g, redirect, render_template, url_for

from .. import db, identity, passwords
from ..forms import Confirm, Duty, Person
from ..letters import send
from . import page

bp = Blueprint("admin", __name__, url_prefix="/admin")


def somebody_else(person_id: int):
    if person_id == g.person["id"]:
        abort(409)
    found = db.row(db.Select("people", "id, email, name").where("id = ?", person_id))
    if found is None:
        abort(404)
    return found


def send_invitation(person_id: int, email: str, name: str) -> None:
    token = secrets.token_urlsafe(32)
    db.run(
        "INSERT INTO invitations (digest, person_id, expires_at) VALUES (?, ?, unixepoch() + 86400)"
        " ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at",
        identity.digest_of(token), person_id,
    )
    send(email, "Your account at the archive", "invitation", name=name, path=url_for("account.invitation", token=token))


@bp.get("/people")
@identity.duty("keeper")
def people():
    found = db.rows(db.Select("people", "id, email, name, duty, active").order("name COLLATE NOCASE, id").slice(page(), 50))
    return render_template("people.html", people=found, duty=Duty(), person_form=Person(), confirm=Confirm(), page=page())


@bp.post("/people")
@identity.duty("keeper")
def invite():
    form = Person()
    if not form.validate_on_submit():
        abort(422)
    made = db.run(
        "INSERT INTO people (email, name, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        form.email.data.strip(), form.name.data.strip(), passwords.make(secrets.token_urlsafe(32)),
    )
    if made.rowcount != 1:
        abort(409)
    send_invitation(made.lastrowid, form.email.data.strip(), form.name.data.strip())
    identity.audit("person.invited", f"person:{made.lastrowid}")
    return redirect(url_for("admin.people"))


@bp.post("/people/<int:person_id>/duty")
@identity.duty("keeper")
def set_duty(person_id: int):
    form = Duty()
    other = somebody_else(person_id)
    if not form.validate_on_submit():
        abort(422)
    db.run("UPDATE people SET duty = ? WHERE id = ?", form.duty.data, other["id"])
    identity.end_all(other["id"])
    identity.audit(f"person.duty.{form.duty.data}", f"person:{other['id']}")
    return redirect(url_for("admin.people"))


@bp.post("/people/<int:person_id>/invitation")
@identity.duty("keeper")
def invite_again(person_id: int):
    other = somebody_else(person_id)
    if not Confirm().validate_on_submit():
        abort(400)
    send_invitation(other["id"], other["email"], other["name"])
    identity.audit("person.invited-again", f"person:{other['id']}")
    return redirect(url_for("admin.people"))


@bp.post("/people/<int:person_id>/close")
@identity.duty("keeper")
def close(person_id: int):
    other = somebody_else(person_id)
    if not Confirm().validate_on_submit():
        abort(400)
    db.run("UPDATE people SET active = 0 WHERE id = ?", other["id"])
    identity.end_all(other["id"])
    identity.audit("person.closed", f"person:{other['id']}")
    return redirect(url_for("admin.people"))


@bp.get("/audit")
@identity.duty("keeper")
def audit():
    return render_template("audit.html", entries=db.rows(db.Select("audit").order("id DESC").slice(page(), 100)), page=page())
