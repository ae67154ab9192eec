import logging
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse
from fastapi.security import OAuth2PasswordRequestForm

from app.api.deps import SessionDep, SessionUser
from app.core import security
from app.core.config import settings
from app.core.limits import SlidingWindow
from app.crud import users
from app.schemas import Message, PasswordRecovery, PasswordReset, Token
from app.services import mailer

logger = logging.getLogger("lectern.login")
router = APIRouter(tags=["login"])
failures = SlidingWindow(settings.LOGIN_FAILURES, settings.LOGIN_WINDOW_SECONDS)
recoveries = SlidingWindow(5, 3600)
resets = SlidingWindow(20, 3600)


@router.post("/login/access-token")
def login_access_token(
    request: Request, session: SessionDep, form: Annotated[OAuth2PasswordRequestForm, Depends()]
) -> Token:
    key = f"{request.client.host}:{form.username.strip().lower()[:255]}"
    failures.require(key)
    user = users.authenticate(session, form.username, form.password)
    if user is None:
        logger.warning("sign in refused")
        raise HTTPException(status_code=400, detail="Incorrect email or password")
    failures.give_back(key)
    return Token(access_token=security.create_access_token(user.id, user.token_version))


@router.post("/login/logout")
def logout(session: SessionDep, current_user: SessionUser) -> Message:
    current_user.token_version += 1
    session.commit()
    logger.info("user %s signed out", current_user.id)
    return Message(message="Signed out")


@router.get("/login/continue", response_class=RedirectResponse, status_code=302)
def continue_to(next: Annotated[str, Query(max_length=500)] = "/") -> RedirectResponse:
    """Where the web client sends people after the sign-in of their school."""
    parts = urlsplit(next)
    local = next.startswith("/") and not parts.netloc and not next.startswith(("//", "/\\"))
    return RedirectResponse(next if local and next.isprintable() and "\\" not in next else "/", status_code=302)


@router.post("/password-recovery")
def recover_password(request: Request, session: SessionDep, body: PasswordRecovery) -> Message:
    recoveries.require(f"{request.client.host}:{body.email}")
    user = users.by_email(session, body.email)
    to = user.email if user and user.is_active else None
    link = f"{settings.FRONTEND_HOST}/reset-password#token={users.reset_token(user)}" if to else ""
    if to:
        mailer.send(to, "Your new password", f"Choose a new password here:\n\n{link}\n")
    else:
        mailer.pause()
    return Message(message="If the address is known, a mail is on its way")


@router.post("/reset-password")
def reset_password(request: Request, session: SessionDep, body: PasswordReset) -> Message:
    resets.require(request.client.host)
    user, claims = users.from_typed_token(session, body.token, "reset")
    if user is None or claims.get("mark") != security.password_mark(user.hashed_password):
        raise HTTPException(status_code=400, detail="Invalid token")
    users.set_password(session, user, body.new_password)
    return Message(message="Password updated successfully")
