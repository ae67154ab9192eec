"""Who is calling, and what they may do in a practice."""
from __future__ import annotations

import logging
from dataclasses import dataclass

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Problem, not_found
from app.core.security import read_token
from app.db.base import get_db
from app.db.models import Patient, Practice, User
from app.repositories.accounts import Accounts
from app.repositories.patients import Patients
from app.repositories.practices import Practices
from app.schemas.common import PathId

log = logging.getLogger("carebook.access")
bearer = HTTPBearer(auto_error=False, description="Access token of POST /api/auth/login")


@dataclass
class Caller:
    user: User
    session_id: str
    scopes: list[str]

    @property
    def id(self) -> int:
        return self.user.id


async def current_caller(
    needed: SecurityScopes,
    credentials: HTTPAuthorizationCredentials | None = Depends(bearer),
    db: AsyncSession = Depends(get_db),
) -> Caller:
    unauthorized = Problem(401, "Sign in first", {"WWW-Authenticate": "Bearer"})
    if credentials is None:
        raise unauthorized
    claims = read_token(credentials.credentials)
    if claims is None or not str(claims["sub"]).isdigit():
        raise unauthorized
    accounts = Accounts(db)
    user = await accounts.by_id(int(claims["sub"]))
    session = await accounts.session(str(claims["sid"]))
    if user is None or not user.active or session is None or session.revoked or session.user_id != user.id:
        raise unauthorized
    scopes = claims.get("scopes", session.scopes)
    for scope in needed.scopes:
        if scope not in scopes:
            log.warning("scope refused", extra={"fields": {"user": user.id, "scope": scope}})
            raise Problem(403, "This is not allowed for your account")
    return Caller(user=user, session_id=session.id, scopes=scopes)


def practice_for(*roles: str):
    """The practice of the path, when the caller works there (in one of the roles)."""

    async def check(
        practice_id: PathId, caller: Caller = Depends(current_caller), db: AsyncSession = Depends(get_db),
    ) -> Practice:
        practices = Practices(db)
        practice = await practices.by_id(practice_id)
        role = await practices.role_of(caller.id, practice_id)
        if practice is None or role is None:
            raise not_found("Practice")
        if roles and role not in roles:
            raise Problem(403, "Your role in this practice does not allow this")
        return practice

    return check


any_member = practice_for()
owner_only = practice_for("owner")
clinical = practice_for("owner", "practitioner")


async def own_patient(
    patient_id: PathId, caller: Caller = Depends(current_caller), db: AsyncSession = Depends(get_db),
) -> Patient:
    patient = await Patients(db).of_account(patient_id, caller.id)
    if patient is None:
        raise not_found("Patient")
    return patient


async def readable_patient(
    patient_id: PathId, caller: Caller = Depends(current_caller), db: AsyncSession = Depends(get_db),
) -> Patient:
    """The family of the account, or people who treat the patient."""
    patient = await Patients(db).by_id(patient_id)
    if patient is None:
        raise not_found("Patient")
    if patient.account_id == caller.id:
        return patient
    if await Practices(db).employers(caller.id):
        return patient
    raise not_found("Patient")
