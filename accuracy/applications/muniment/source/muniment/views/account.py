import time

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for

from .. import db, identity, passwords, second_factor
from ..extensions import limiter
from ..forms import Code, Confirm, FirstPassword, NewPassword, SignIn
from ..links import page_or_home

bp = Blueprint("account", __name__)


def by_address() -> str:
    return "address:" + request.form.get("email", "").strip().lower()[:254]


def by_candidate() -> str:
    return f"candidate:{session.get('candidate', 'none')}"


def by_person() -> str:
    return f"person:{g.person['id']}" if g.person else "nobody"


def _person(person_id: int):
    return db.row(db.Select("people").where("id = ?", person_id).where("active = 1"))


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@limiter.limit("8 per 15 minutes", key_func=by_address, methods=["POST"])
@identity.public
def sign_in():
    form = SignIn(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("sign_in.html", form=form, failed=request.method == "POST")
    found = db.row(db.Select("people").where("email = ?", form.email.data.strip()))
    if not passwords.fits(found["password"] if found else None, form.password.data) or not found["active"]:
        identity.audit("sign-in.refused", "login")
        return render_template("sign_in.html", form=form, failed=True), 401
    if passwords.is_stale(found["password"]):
        db.run("UPDATE people SET password = ? WHERE id = ?", passwords.make(form.password.data), found["id"])
    target = page_or_home(form.next.data)
    if found["totp_sealed"] is not None:
        identity.end()
        session.update(candidate=found["id"], candidate_until=int(time.time()) + 300, target=target)
        return redirect(url_for("account.code"))
    identity.begin(found["id"])
    return redirect(target)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@limiter.limit("6 per 15 minutes", key_func=by_candidate, methods=["POST"])
@identity.public
def code():
    person = _person(session.get("candidate", 0)) if session.get("candidate_until", 0) > time.time() else None
    if person is None or person["totp_sealed"] is None:
        return redirect(url_for("account.sign_in"))
    form = Code()
    if form.validate_on_submit():
        if second_factor.accept(person, form.code.data):
            target = page_or_home(session.get("target"))
            identity.begin(person["id"])
            return redirect(target)
        identity.audit("code.refused", f"person:{person['id']}")
    return render_template("code.html", form=form, failed=request.method == "POST")


@bp.route("/second-factor", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=by_person, methods=["POST"])
def enrolment():
    if g.person["totp_sealed"] is not None:
        return redirect(url_for("records.index"))
    form = Code()
    secret = session.setdefault("enrolment", second_factor.new_secret())
    if form.validate_on_submit() and second_factor.enrol(g.person["id"], secret, form.code.data):
        session.pop("enrolment")
        identity.audit("second-factor.enrolled", f"person:{g.person['id']}")
        return redirect(url_for("records.index"))
    return render_template("second_factor.html", form=form, secret=secret, address=second_factor.address(secret, g.person["email"]))


@bp.route("/password", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=by_person, methods=["POST"])
def password():
    form = NewPassword()
    if form.validate_on_submit():
        stored = db.row(db.Select("people", "password").where("id = ?", g.person["id"]))
        if not passwords.fits(stored["password"], form.current.data):
            abort(403)
        db.run("UPDATE people SET password = ? WHERE id = ?", passwords.make(form.password.data), g.person["id"])
        identity.end_all(g.person["id"])
        identity.begin(g.person["id"])
        identity.audit("password.changed", f"person:{g.person['id']}")
        return redirect(url_for("records.index"))
    return render_template("password.html", form=form)


@bp.post("/sign-out")
def sign_out():
    form = Confirm()
    if form.validate_on_submit():
        identity.end()
    return redirect(url_for("account.sign_in"))


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@limiter.limit("20 per hour")
@identity.public
def invitation(token: str):
    form = FirstPassword()
    if not form.validate_on_submit():
        return render_template("invitation.html", form=form)
    made = passwords.make(form.password.data)
    with db.transaction():
        taken = db.row(
            db.Part("DELETE FROM invitations WHERE digest = ? AND expires_at > unixepoch() RETURNING person_id", (identity.digest_of(token),))
        )
        if taken is None:
            abort(410)
        db.run("UPDATE people SET password = ? WHERE id = ?", made, taken["person_id"])
        identity.end_all(taken["person_id"])
        identity.audit("password.chosen", f"person:{taken['person_id']}")
    return redirect(url_for("account.sign_in"))
