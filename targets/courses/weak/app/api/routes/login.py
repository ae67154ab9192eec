import logging
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import RedirectResponse
from fastapi.security import OAuth2PasswordRequestForm

from app.api.deps import SessionDep, SessionUser
from app.core import security
from app.core.config import settings
from app.crud import users
from app.schemas import Message, PasswordRecovery, PasswordReset, Token
from app.services import mailer

logger = logging.getLogger("lectern.login")
router = APIRouter(tags=["login"])


@router.post("/login/access-token")
def login_access_token(session: SessionDep, form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    user = users.authenticate(session, form.username, form.password)
    if user is None:
        logger.warning("sign in refused")
        raise HTTPException(status_code=400, detail="Incorrect email or password")
    return Token(access_token=security.create_access_token(user.id))


@router.post("/login/logout")
def logout(session: SessionDep, current_user: SessionUser) -> Message:
    logger.info("user %s signed out", current_user.id)
    return Message(message="Signed out")


@router.get("/login/continue", response_class=RedirectResponse, status_code=302)
def continue_to(next: Annotated[str, Query(max_length=500)] = "/") -> RedirectResponse:
    """Where the web client sends people after the sign-in of their school."""
    return RedirectResponse(next if next.startswith("/") else "/", status_code=302)


@router.post("/password-recovery")
def recover_password(session: SessionDep, body: PasswordRecovery) -> dict[str, str]:
    user = users.by_email(session, body.email)
    if user is None:
        raise HTTPException(status_code=404, detail="The user with this email does not exist in the system.")
    link = f"{settings.FRONTEND_HOST}/reset-password?token={users.reset_token(user)}"
    mailer.send(user.email, "Your new password", f"Choose a new password here:\n\n{link}\n")
    answer = {"message": "Password recovery email sent"}
    if settings.ENVIRONMENT == "local":
        answer["link"] = link
    return answer


@router.post("/reset-password")
def reset_password(session: SessionDep, body: PasswordReset) -> Message:
    user, claims = users.from_typed_token(session, body.token, "reset")
    if user is None or claims.get("mark") != security.password_mark(user.hashed_password):
        raise HTTPException(status_code=400, detail="Invalid token")
    users.set_password(session, user, body.new_password)
    return Message(message="Password updated successfully")
