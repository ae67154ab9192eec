import hashlib
import secrets
import time
import uuid

import jwt

from app.core.database import execute, one
from app.core.problems import unauthorized


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Sessions:
    def __init__(self, config):
        self.config = config

    def open(self, account_id: str) -> dict:
        session_id = str(uuid.uuid4())
        execute("INSERT INTO sessions (id, account_id, expires_at) VALUES (?, ?, ?)", session_id, account_id, int(time.time()) + self.config.session_seconds)
        return self._issue(session_id, account_id)

    def rotate(self, refresh_token: str) -> dict:
        """A refresh token works once: its second use ends the session, since one of the two holders stole it."""
        digest, now = digest_of(refresh_token), int(time.time())
        token = one(
            """SELECT refresh_tokens.expires_at, sessions.id AS session_id, sessions.account_id FROM refresh_tokens
               JOIN sessions ON sessions.id = refresh_tokens.session_id JOIN accounts ON accounts.id = sessions.account_id
               WHERE digest = ? AND sessions.revoked = 0 AND sessions.expires_at > ? AND accounts.active = 1""",
            digest, now,
        )
        if token is None:
            raise unauthorized()
        if execute("UPDATE refresh_tokens SET used = 1 WHERE digest = ? AND used = 0", digest) == 0:
            self.revoke(token["session_id"])
            raise unauthorized()
        if token["expires_at"] <= now:
            raise unauthorized()
        return self._issue(token["session_id"], token["account_id"])

    def revoke(self, session_id: str) -> None:
        execute("UPDATE sessions SET revoked = 1 WHERE id = ?", session_id)

    def revoke_all(self, account_id: str) -> None:
        execute("UPDATE sessions SET revoked = 1 WHERE account_id = ?", account_id)

    def identify(self, token: str) -> dict | None:
        """The account as it is now; None for any token that is not a living one of ours."""
        config = self.config
        try:
            if jwt.get_unverified_header(token).get("typ") != "at+jwt":
                return None
            claims = jwt.decode(
                token, config.signing_key, algorithms=["HS512"], issuer=config.issuer, audience=config.audience,
                options={"require": ["exp", "iat", "sub", "sid"]},
            )
        except jwt.InvalidTokenError:
            return None
        return one(
            """SELECT accounts.id, username, role, sessions.id AS session_id FROM sessions JOIN accounts ON accounts.id = sessions.account_id
               WHERE sessions.id = ? AND accounts.id = ? AND sessions.revoked = 0 AND sessions.expires_at > ? AND accounts.active = 1""",
            str(claims["sid"]), claims["sub"], int(time.time()),
        )

    def _issue(self, session_id: str, account_id: str) -> dict:
        config, now = self.config, int(time.time())
        refresh = secrets.token_urlsafe(32)
        execute("INSERT INTO refresh_tokens (digest, session_id, expires_at) VALUES (?, ?, ?)", digest_of(refresh), session_id, now + config.refresh_seconds)
        claims = {"iss": config.issuer, "aud": config.audience, "sub": account_id, "sid": session_id, "iat": now, "exp": now + config.access_seconds, "jti": str(uuid.uuid4())}
        access = jwt.encode(claims, config.signing_key, algorithm="HS512", headers={"typ": "at+jwt"})
        return {"access_token": access, "token_type": "Bearer", "expires_in": config.access_seconds, "refresh_token": refresh}
