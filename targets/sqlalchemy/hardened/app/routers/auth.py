from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from secrets import token_hex

from fastapi import APIRouter, BackgroundTasks, Depends, Request

from app.core.config import settings
from app.core.errors import Problem
from app.core.limits import (
    client_address, login_calls, login_failures, refresh_calls, register_calls, reset_calls, throttle,
)
from app.core.security import (
    access_token, digest, new_password_hash, password_matches, password_problem, read_token, refresh_token, utcnow,
)
from app.db.models import LoginSession, User
from app.deps import Caller, current_caller
from app.repositories.accounts import Accounts
from app.schemas.accounts import Login, Refresh, Registration, ResetConfirm, ResetRequest, Tokens
from app.services import mailer

router = APIRouter(prefix="/api/auth", tags=["auth"])
log = logging.getLogger("carebook.auth")


def scopes_of(user: User) -> list[str]:
    return ["self", "admin"] if user.role == "admin" else ["self"]


def tokens_for(session: LoginSession) -> Tokens:
    return Tokens(
        access_token=access_token(session.user_id, session.id, session.scopes),
        refresh_token=refresh_token(session.user_id, session.id, session.generation),
        expires_in=settings.access_minutes * 60,
    )


@router.post("/register", status_code=201, dependencies=[Depends(throttle(register_calls))])
async def register(body: Registration, accounts: Accounts = Depends()) -> dict:
    problem = password_problem(body.password, body.email)
    if problem:
        raise Problem(422, problem)
    password_hash = await new_password_hash(body.password)
    if await accounts.by_email(body.email) is None:
        user = await accounts.save(User(email=body.email, name=body.name, password_hash=password_hash))
        await accounts.note(user.id, "account.registered")
    return {"registered": True, "next": "/api/auth/login"}


@router.post("/login", dependencies=[Depends(throttle(login_calls))])
async def login(body: Login, request: Request, accounts: Accounts = Depends()) -> Tokens:
    log.info("login", extra={"fields": {"scopes": len(body.scopes)}})
    attempt = f"{body.email} {client_address(request)}"
    if login_failures.blocked(attempt):
        raise Problem(429, "Too many attempts, try again later", {"Retry-After": str(login_failures.seconds)})
    user = await accounts.by_email(body.email)
    if not await password_matches(body.password, user.password_hash if user else None) or not user.active:
        login_failures.add(attempt)
        log.warning("login refused", extra={"fields": {"user": user.id if user else None}})
        raise Problem(401, "Email or password is wrong")
    login_failures.forget(attempt)
    allowed = scopes_of(user)
    scopes = [scope for scope in allowed if scope in body.scopes] if body.scopes else allowed
    session = await accounts.save(LoginSession(
        id=token_hex(16), user_id=user.id, scopes=scopes, expires_at=utcnow() + timedelta(days=settings.refresh_days),
        generation=1, revoked=False,
    ))
    await accounts.note(user.id, "account.login")
    return tokens_for(session)


@router.post("/refresh", dependencies=[Depends(throttle(refresh_calls))])
async def refresh(body: Refresh, accounts: Accounts = Depends()) -> Tokens:
    claims = read_token(body.refresh_token, "refresh")
    session = await accounts.session(str(claims["sid"])) if claims else None
    user = await accounts.by_id(session.user_id) if session else None
    if session is None or session.revoked or user is None or not user.active or str(user.id) != claims["sub"]:
        raise Problem(401, "Sign in again")
    if not await accounts.next_generation(session, int(claims.get("gen", 0))):
        # a token that was used before: somebody else has it
        await accounts.end_session(session.id)
        log.warning("refresh token reused", extra={"fields": {"user": user.id}})
        raise Problem(401, "Sign in again")
    await accounts.db.refresh(session)
    return tokens_for(session)


@router.post("/logout", status_code=204)
async def logout(caller: Caller = Depends(current_caller), accounts: Accounts = Depends()) -> None:
    await accounts.end_session(caller.session_id)


@router.post("/password-reset", status_code=202, dependencies=[Depends(throttle(reset_calls))])
async def request_reset(body: ResetRequest, tasks: BackgroundTasks, accounts: Accounts = Depends()) -> dict:
    user = await accounts.by_email(body.email)
    if user is not None and user.active:
        code = secrets.token_urlsafe(24)
        user.reset_code = digest(code)
        user.reset_expires = utcnow() + timedelta(minutes=30)
        await accounts.db.commit()
        tasks.add_task(mailer.send, user.email, "Your Carebook password", f"The code is {code}, it ends in 30 minutes.")
    return {"sent": True}


@router.post("/password-reset/confirm", status_code=204, dependencies=[Depends(throttle(reset_calls))])
async def confirm_reset(body: ResetConfirm, accounts: Accounts = Depends()) -> None:
    problem = password_problem(body.password, body.email)
    if problem:
        raise Problem(422, problem)
    user = await accounts.by_email(body.email)
    known = user is not None and user.active and user.reset_code is not None and user.reset_expires is not None
    if not known or not secrets.compare_digest(user.reset_code, digest(body.code)) or user.reset_expires < utcnow():
        raise Problem(422, "The code is wrong or too old")
    await accounts.set_password(user, await new_password_hash(body.password))
    await accounts.note(user.id, "account.password_reset")
