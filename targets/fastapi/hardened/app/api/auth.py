import logging
import uuid

from fastapi import APIRouter, Request, Response

from app.api import schemas
from app.api.access import User, limited
from app.api.problems import Problem, too_many, unauthorized
from app.domain import attempts, audit
from app.domain.passwords import hash_password, password_matches, password_problem
from app.domain.sessions import Refused, digest_of

log = logging.getLogger("wallet")

# Public: how one becomes a user. Each answer is the same whether or not the login exists.
public = APIRouter(prefix="/auth", tags=["auth"])
router = APIRouter(prefix="/auth", tags=["auth"])


def _acceptable(password: str, login: str) -> None:
    problem = password_problem(password, login)
    if problem is not None:
        raise Problem(400, f"The password {problem}")


def _begin(request: Request, login: str) -> None:
    wait = attempts.begin(request.app.state.database, login, request.client.host)
    if wait:
        log.warning("login.throttled", extra={"address": request.client.host})
        raise too_many(wait)


@public.post("/register", status_code=202, dependencies=[limited("register")])
def register(wanted: schemas.Registration, request: Request):
    _acceptable(wanted.password, wanted.login)
    database = request.app.state.database
    created = database.change(
        "INSERT INTO users (id, login, full_name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (login) DO NOTHING",
        str(uuid.uuid4()), wanted.login, wanted.full_name, hash_password(wanted.password),
    )
    audit.record(database, None, "register.new" if created else "register.existing", digest_of(wanted.login))
    return {"status": "accepted", "next": "get a token"}


@public.post("/token", dependencies=[limited("token")])
def token(given: schemas.Credentials, request: Request):
    database = request.app.state.database
    _begin(request, given.login)
    user = database.first("SELECT id, password_hash, blocked FROM users WHERE login = ?", given.login)
    if not password_matches(given.password, user["password_hash"] if user else None) or user["blocked"]:
        log.warning("login.failed", extra={"address": request.client.host})
        raise Problem(401, "The login or the password is wrong")
    attempts.forgive(database, given.login, request.client.host)
    log.info("login.succeeded", extra={"user": user["id"]})
    return request.app.state.sessions.open(user["id"])


@public.post("/refresh", dependencies=[limited("refresh")])
def refresh(given: schemas.Refresh, request: Request):
    try:
        return request.app.state.sessions.rotate(given.refresh_token)
    except Refused as error:
        raise unauthorized() from error


@router.post("/logout", status_code=204)
def logout(user: User, request: Request):
    request.app.state.sessions.revoke(user["session_id"])
    log.info("logout", extra={"user": user["id"]})
    return Response(status_code=204)


@router.get("/me", response_model=schemas.Profile)
def me(user: User, request: Request):
    return request.app.state.database.first("SELECT id, login, full_name, role FROM users WHERE id = ?", user["id"])


@router.patch("/me", response_model=schemas.Profile)
def change(wanted: schemas.ProfileChange, user: User, request: Request):
    request.app.state.database.change("UPDATE users SET full_name = ? WHERE id = ?", wanted.full_name, user["id"])
    return me(user, request)


@router.post("/password", status_code=204, dependencies=[limited("password")])
def change_password(wanted: schemas.PasswordChange, user: User, request: Request):
    database = request.app.state.database
    _acceptable(wanted.password, user["login"])
    _begin(request, user["login"])
    stored = database.first("SELECT password_hash FROM users WHERE id = ?", user["id"])
    if not password_matches(wanted.current, stored["password_hash"]):
        raise Problem(403, "The current password is wrong")
    attempts.forgive(database, user["login"], request.client.host)
    database.change("UPDATE users SET password_hash = ? WHERE id = ?", hash_password(wanted.password), user["id"])
    request.app.state.sessions.revoke_all(user["id"])
    audit.record(database, user["id"], "password.changed")
    return Response(status_code=204)
