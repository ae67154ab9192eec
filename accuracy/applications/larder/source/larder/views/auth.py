import logging
import sqlite3
import threading

from flask import Blueprint, current_app, g, jsonify, request

from .. import config, db as database
from ..db import transaction
from ..http import COOKIE, EMAIL, Problem, body, csrf_token, login_account, login_address, one_of, require, secret, signed_in, signup, text, throttle
from ..mailer import send_mail
from ..repositories import Credentials, Users, for_user
from ..security import hash_password, verify_password

auth = Blueprint("auth", __name__)
log = logging.getLogger("larder.auth")
own_session = require(session_only=True)


def _with_session(user_id: int, **extra):
    token, public_id = Credentials.issue(user_id, "session")
    response = jsonify(csrf_token=csrf_token(public_id), **extra)
    response.set_cookie(COOKIE, token, max_age=Credentials.LIFETIME["session"], httponly=True, secure=config.COOKIE_SECURE, samesite="Lax", path="/")
    return response


@auth.post("/auth/register")
def register():
    throttle(signup, request.remote_addr or "-")
    fields = body(email=EMAIL, password=secret(12), name=text(1, 80))
    hashed = hash_password(fields["password"])
    try:
        Users.add(fields["email"].lower(), fields["name"], hashed)
    except sqlite3.IntegrityError:
        # The owner hears of it, the caller does not.
        send_mail(fields["email"], "You already have an account", "Somebody tried to register with your address.")
    return jsonify(status="registered"), 201


@auth.post("/auth/login")
def login():
    fields = body(email=EMAIL, password=secret())
    address = request.remote_addr or "-"
    throttle(login_address, address)
    attempt = f"{address}|{fields['email'].lower()}"
    throttle(login_account, attempt)
    user = Users.by_email(fields["email"])
    if not verify_password(user and user["password_hash"], fields["password"]) or user["blocked"]:
        log.warning("sign in refused for account %s from %s", user["id"] if user else None, address)
        raise Problem(401, "invalid_credentials")
    login_account.forgive(attempt)
    if g.caller is not None and g.caller.kind == "session":
        Credentials.end(g.caller.credential)
    return _with_session(user["id"], status="signed_in")


@auth.post("/auth/logout")
@signed_in
def logout():
    Credentials.end(g.caller.credential)
    response = jsonify(status="signed_out")
    response.delete_cookie(COOKIE, path="/")
    return response


@auth.get("/auth/session")
@signed_in
def session():
    caller = g.caller
    answer = {"id": caller.id, "email": caller.email, "name": caller.name, "role": caller.role, "balance": for_user(caller).balance()}
    if caller.kind == "session":
        answer["csrf_token"] = csrf_token(caller.credential)
    return jsonify(answer)


def _start_reset(app, email: str) -> None:
    with app.app_context():
        try:
            user = Users.by_email(email)
            if user is not None and not user["blocked"]:
                token, _ = Credentials.issue(user["id"], "reset")
                send_mail(email, "Reset your password", f"{config.PUBLIC_URL}/reset#{token}")
        except Exception:
            log.exception("reset mail failed")
        finally:
            database.close()


@auth.post("/auth/forgot")
def forgot():
    fields = body(email=EMAIL)
    throttle(login_address, request.remote_addr or "-")
    throttle(login_account, f"forgot|{fields['email'].lower()}")
    # Aside, so that the answer takes as long for an unknown address as for a known one.
    threading.Thread(target=_start_reset, args=(current_app._get_current_object(), fields["email"]), daemon=True).start()
    return jsonify(status="accepted"), 202


@auth.post("/auth/reset")
def reset():
    throttle(login_address, request.remote_addr or "-")
    fields = body(token=text(20, 120), password=secret(12))
    hashed = hash_password(fields["password"])
    with transaction():
        user_id = Credentials.spend_reset(fields["token"])
        if user_id is None:
            raise Problem(400, "invalid_token")
        Users.set_password(user_id, hashed)
        Credentials.end_all(user_id)
    log.info("password of %s replaced by reset", user_id)
    return jsonify(status="changed")


@auth.put("/auth/password")
@own_session
def password():
    fields = body(current=secret(), password=secret(12))
    throttle(login_account, f"change|{g.caller.id}")
    if not verify_password(Users.password_hash(g.caller.id), fields["current"]):
        raise Problem(403, "invalid_credentials")
    hashed = hash_password(fields["password"])
    with transaction():
        Users.set_password(g.caller.id, hashed)
        Credentials.end_all(g.caller.id)
        return _with_session(g.caller.id, status="changed")


@auth.get("/auth/tokens")
@own_session
def tokens():
    return jsonify(items=[dict(row) for row in for_user(g.caller).tokens()])


@auth.post("/auth/tokens")
@own_session
def create_token():
    fields = body(label=text(1, 60), scope=one_of("read", "write"))
    if len(for_user(g.caller).tokens()) >= 20:
        raise Problem(409, "too_many_tokens")
    token, public_id = Credentials.issue(g.caller.id, "api", fields["label"], fields["scope"])
    return jsonify(id=public_id, token=token, scope=fields["scope"]), 201


@auth.delete("/auth/tokens/<token_id>")
@own_session
def drop_token(token_id: str):
    if not for_user(g.caller).drop_token(token_id):
        raise Problem(404, "not_found")
    return "", 204
