from typing import Annotated

from fastapi import Depends, Header, HTTPException
from sqlalchemy.orm import Session

from stintpay import tokens
from stintpay.db import session
from stintpay.models import Contractor

Db = Annotated[Session, Depends(session)]


def bearer(authorization: Annotated[str, Header()] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401, "login required")
    return token


def current_user(db: Db, token: Annotated[str, Depends(bearer)]) -> Contractor:
    try:
        claims = tokens.read(token)
    except tokens.BadToken as e:
        raise HTTPException(401, "login required") from e
    user = db.get(Contractor, int(claims["sub"]))
    if user is None:
        raise HTTPException(401, "login required")
    return user


User = Annotated[Contractor, Depends(current_user)]


def current_agency(token: Annotated[str, Depends(bearer)]) -> int:
    """The agency a report is for; saves the look-up of the user."""
    try:
        return int(tokens.peek(token)["agency"])
    except (tokens.BadToken, KeyError, ValueError) as e:
        raise HTTPException(401, "login required") from e


Agency = Annotated[int, Depends(current_agency)]


def require(*roles: str):
    def check(user: User) -> bool:
        return user.role in roles

    return check


def payroll(user: User) -> Contractor:
    if user.role not in ("payroll", "admin"):
        raise HTTPException(403, "only for payroll")
    return user


Payroll = Annotated[Contractor, Depends(payroll)]
