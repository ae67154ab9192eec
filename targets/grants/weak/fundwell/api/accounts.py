from flask import g, jsonify, request

from .. import schemas
from ..auth import check_password, issue, login_required, read_token, revoke, roles, user_of
from ..errors import Problem
from ..extensions import db
from ..models import Institution, Notification, User
from ..repositories import repository
from ..services import accounts, audit
from . import api

users = repository(User)
institutions = repository(Institution)
notifications = repository(Notification)


@api.post("/auth/register")
def register():
    data = schemas.body(schemas.Register)
    accounts.register(**data)
    return jsonify(registered=True, next="POST /api/auth/login"), 201


def _pair(user):
    return {"access_token": issue(user), "refresh_token": issue(user, "refresh"), "token_type": "Bearer"}


@api.post("/auth/login")
def login():
    data = schemas.body(schemas.Login)
    return jsonify(_pair(accounts.sign_in(data["email"], data["password"])))


@api.post("/auth/refresh")
def refresh():
    claims = read_token(schemas.body(schemas.Refresh)["refresh_token"], "refresh")
    user = user_of(claims)
    revoke(claims)
    return jsonify(_pair(user))


@api.post("/auth/logout")
@login_required
def logout():
    if not hasattr(g, "claims"):
        raise Problem(403, "The token does not cover this")
    sent = (request.get_json(silent=True) or {}) if request.is_json else {}
    token = sent.get("refresh_token") if isinstance(sent, dict) else None
    if isinstance(token, str):
        claims = read_token(token, "refresh")
        if claims["sub"] == g.claims["sub"]:
            revoke(claims)
    revoke(g.claims)
    return "", 204


@api.post("/auth/password/forgot")
def forgot():
    accounts.forgot(schemas.body(schemas.Forgot)["email"])
    return jsonify(sent=True), 202


@api.post("/auth/password/reset")
def reset():
    data = schemas.body(schemas.Reset)
    accounts.reset(data["code"], data["password"])
    return jsonify(changed=True)


ME = ("id", "email", "name", "role", "lead", "institution_id", "phone", "bio", "public_profile", "created_at")


@api.get("/me")
@login_required
def me():
    return jsonify(g.user.to_dict(ME))


@api.patch("/me")
@login_required
def change_me():
    data = schemas.body(schemas.Profile, partial=True)
    users.update(g.user, **data)
    db.session.commit()
    return jsonify(g.user.to_dict(ME))


@api.post("/me/password")
@login_required
def change_password():
    data = schemas.body(schemas.PasswordChange)
    if not check_password(g.user, data["current"]):
        raise Problem(403, "The current password is wrong")
    accounts.change_password(g.user, data["password"])
    return jsonify(changed=True)


@api.get("/me/tokens")
@login_required
def tokens():
    return jsonify(items=[row.to_dict() for row in accounts.tokens.find(user_id=g.user.id)])


@api.post("/me/tokens")
@login_required
def new_token():
    data = schemas.body(schemas.NewToken)
    return jsonify(accounts.make_token(g.user, data["label"], data["scopes"])), 201


@api.get("/me/notifications")
@login_required
def inbox():
    rows = notifications.find(order=Notification.id.desc(), user_id=g.user.id, **schemas.paging())
    return jsonify(items=[row.to_dict() for row in rows])


@api.post("/me/notifications/read")
@login_required
def mark_read():
    ids = schemas.body(schemas.Ids)["ids"]
    rows = notifications.find(id=tuple(ids))
    for row in rows:
        row.seen = True
    db.session.commit()
    return jsonify(items=[row.to_dict() for row in rows])


def _own_institution(ident):
    if ident != g.user.institution_id:
        raise Problem(404, "There is no such institution")
    return institutions.get(ident)


@api.patch("/institutions/<int:ident>")
@login_required
def change_institution(ident):
    home = _own_institution(ident)
    if not g.user.lead:
        raise Problem(403, "Only the lead of the institution may do this")
    institutions.update(home, **schemas.body(schemas.InstitutionPatch, partial=True))
    audit.record(g.user.id, "institution.changed", f"institution:{home.id}")
    db.session.commit()
    return jsonify(home.to_dict())


@api.get("/admin/users")
@roles("admin")
def all_users():
    rows = users.find(**schemas.paging())
    return jsonify(items=[row.to_dict((*ME, "active")) for row in rows])


@api.patch("/admin/users/<int:ident>")
@roles("admin")
def change_user(ident):
    user = users.get(ident)
    if user is None:
        raise Problem(404, "There is no such user")
    data = schemas.body(schemas.UserPatch, partial=True)
    users.update(user, **data)
    audit.record(g.user.id, "user.changed", f"user:{user.id} {sorted(data)}")
    db.session.commit()
    return jsonify(user.to_dict((*ME, "active")))
