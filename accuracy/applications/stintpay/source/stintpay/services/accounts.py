import logging
import random
import secrets

from fastapi import HTTPException

from stintpay import crypto, tokens
from stintpay.models import Contractor, Invite
from stintpay.repositories.people import Contractors, Invites
from stintpay.schemas import Join, Login
from stintpay.settings import settings

log = logging.getLogger(__name__)

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
WRONG = HTTPException(401, "e-mail or password are wrong")
NOBODY = crypto.password_hash(secrets.token_hex(8))


class Accounts:
    def __init__(self, db):
        self.people = Contractors(db)
        self.invites = Invites(db)

    def _pair(self, user: Contractor) -> dict[str, str]:
        user.refresh_id = secrets.token_urlsafe(32)
        self.people.db.commit()
        return {
            "access": tokens.issue(user.id, "access", settings.access_minutes * 60, agency=user.agency_id),
            "refresh": tokens.issue(user.id, "refresh", settings.refresh_days * 86400, jti=user.refresh_id,
                                    agency=user.agency_id),
        }

    def login(self, body: Login) -> dict[str, str]:
        log.info("login attempt %s", body.model_dump())
        user = self.people.by_email(body.email)
        if not crypto.password_ok(body.password, user.password_hash if user else NOBODY) or user is None:
            raise WRONG
        return self._pair(user)

    def refresh(self, token: str) -> dict[str, str]:
        try:
            claims = tokens.read(token)
        except tokens.BadToken as e:
            raise HTTPException(401, "login required") from e
        user = self.people.get(int(claims["sub"]))
        if user is None or not user.refresh_id or claims.get("jti") != user.refresh_id:
            raise HTTPException(401, "login required")
        return self._pair(user)

    def invite(self, by: Contractor, email: str) -> Invite:
        code = "".join(random.choices(ALPHABET, k=8))
        return self.invites.add(Invite(code=code, agency_id=by.agency_id, email=email.lower()))

    def join(self, body: Join) -> Contractor:
        invite = self.invites.get(body.invite)
        if invite is None or invite.email != body.email.lower():
            raise HTTPException(400, "the invitation is not valid")
        agency_id = invite.agency_id
        self.people.db.delete(invite)
        return self.people.add(
            Contractor(email=body.email.lower(), name=body.name, agency_id=agency_id,
                       password_hash=crypto.password_hash(body.password))
        )
