import logging
import secrets
import time
import uuid

from flask import Blueprint, current_app, g, jsonify, request

from app.core import audit, schemas
from app.core.access import limit_endpoint
from app.core.database import execute, one
from app.core.passwords import hash_password, password_matches, password_problem
from app.core.problems import Problem, too_many
from app.core.sessions import digest_of

blueprint = Blueprint("accounts", __name__, url_prefix="/api/v1")
log = logging.getLogger("clinic")
ATTEMPTS_PER_ADDRESS, WINDOW_SECONDS = 5, 60
ATTEMPTS_PER_ACCOUNT, ACCOUNT_WINDOW_SECONDS = 50, 900


def _sessions():
    return current_app.extensions["sessions"]


def _acceptable(password, username=""):
    problem = password_problem(password, username)
    if problem is not None:
        raise Problem(400, errors=[{"field": "password", "problem": problem}])


def _attempt_keys(username):
    return ((digest_of(f"{username}\n{request.remote_addr}"), ATTEMPTS_PER_ADDRESS, WINDOW_SECONDS), (digest_of(username), ATTEMPTS_PER_ACCOUNT, ACCOUNT_WINDOW_SECONDS))


def _begin_attempt(username):
    for key, most, window in _attempt_keys(username):
        wait = current_app.extensions["limiter"].begin_attempt(key, most, window)
        if wait:
            log.warning("login.throttled", extra={"request_id": g.request_id, "address": request.remote_addr})
            raise too_many(wait)


def _forgive_attempt(username):
    for key, _, _ in _attempt_keys(username):
        current_app.extensions["limiter"].forgive(key)


@blueprint.post("/signup")
def signup():
    limit_endpoint("signup")
    wanted = schemas.body(schemas.Signup)
    _acceptable(wanted.password, wanted.username)
    hashed = hash_password(wanted.password)
    created = execute(
        "INSERT INTO accounts (id, username, email, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (username) DO NOTHING",
        str(uuid.uuid4()), wanted.username, wanted.email, hashed,
    )
    audit.record(None, "signup.new" if created else "signup.existing", digest_of(wanted.username))
    return jsonify(status="accepted", next="sign in"), 202


@blueprint.post("/signin")
def signin():
    limit_endpoint("signin")
    given = schemas.body(schemas.Signin)
    _begin_attempt(given.username)
    account = one("SELECT id, password_hash, active FROM accounts WHERE username = ?", given.username)
    matches = password_matches(given.password, account["password_hash"] if account else None)
    if not matches or not account["active"]:
        log.warning("login.failed", extra={"request_id": g.request_id, "address": request.remote_addr})
        raise Problem(401, "The username or the password is wrong")
    _forgive_attempt(given.username)
    log.info("login.succeeded", extra={"request_id": g.request_id, "account": account["id"]})
    return jsonify(_sessions().open(account["id"]))


@blueprint.post("/token/refresh")
def refresh():
    limit_endpoint("refresh")
    return jsonify(_sessions().rotate(schemas.body(schemas.Refresh).refresh_token))


@blueprint.post("/signout")
def signout():
    _sessions().revoke(g.account["session_id"])
    log.info("logout", extra={"request_id": g.request_id, "account": g.account["id"]})
    return "", 204


@blueprint.get("/profile")
def profile():
    return jsonify(one("SELECT id, username, email, phone, role FROM accounts WHERE id = ?", g.account["id"]))


@blueprint.patch("/profile")
def change_profile():
    change = schemas.body(schemas.ProfileChange)
    execute("UPDATE accounts SET phone = ? WHERE id = ?", change.phone, g.account["id"])
    return profile()


@blueprint.post("/password/forgot")
def forgot():
    limit_endpoint("forgot")
    username = schemas.body(schemas.Forgot).username
    code = secrets.token_urlsafe(32)
    account = one("SELECT id, email FROM accounts WHERE username = ? AND active = 1", username)
    if account is not None and account["email"]:
        execute("INSERT INTO reset_codes VALUES (?, ?, ?)", digest_of(code), account["id"], int(time.time()) + current_app.config["CLINIC"].reset_seconds)
        current_app.extensions["mail_queue"].put((account["email"], code))
    return jsonify(status="accepted"), 202


@blueprint.post("/password/reset")
def reset():
    limit_endpoint("reset")
    given = schemas.body(schemas.Reset)
    _acceptable(given.password)
    hashed = hash_password(given.password)
    row = one("DELETE FROM reset_codes WHERE digest = ? AND expires_at > ? RETURNING account_id", digest_of(given.code), int(time.time()))
    if row is None:
        raise Problem(400, "The code is not valid")
    execute("UPDATE accounts SET password_hash = ? WHERE id = ?", hashed, row["account_id"])
    _sessions().revoke_all(row["account_id"])
    audit.record(row["account_id"], "password.reset")
    return "", 204


@blueprint.post("/password")
def change_password():
    limit_endpoint("password")
    given = schemas.body(schemas.PasswordChange)
    _acceptable(given.password, g.account["username"])
    _begin_attempt(g.account["username"])
    stored = one("SELECT password_hash FROM accounts WHERE id = ?", g.account["id"])
    if not password_matches(given.current, stored["password_hash"]):
        raise Problem(403, "The current password is wrong")
    _forgive_attempt(g.account["username"])
    execute("UPDATE accounts SET password_hash = ? WHERE id = ?", hash_password(given.password), g.account["id"])
    _sessions().revoke_all(g.account["id"])
    audit.record(g.account["id"], "password.changed")
    return "", 204
