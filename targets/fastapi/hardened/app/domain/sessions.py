import hashlib
import secrets
import time
import uuid

import jwt

ISSUER, AUDIENCE = "wallet", "wallet-api"
ACCESS_SECONDS, REFRESH_SECONDS, SESSION_SECONDS = 600, 7 * 86_400, 30 * 86_400


class Refused(Exception):
    """The token is not a living one of ours."""


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


class Sessions:
    def __init__(self, database, key: bytes):
        self._database = database
        self._key = key

    def open(self, user_id: str) -> dict:
        session_id = str(uuid.uuid4())
        self._database.change("INSERT INTO sessions (id, user_id, ends) VALUES (?, ?, ?)", session_id, user_id, int(time.time()) + SESSION_SECONDS)
        return self._issue(session_id, user_id)

    def rotate(self, token: str) -> dict:
        """A refresh token works once; the second use ends the session."""
        digest, now = digest_of(token), int(time.time())
        row = self._database.first(
            """SELECT refresh_tokens.ends, sessions.id AS session_id, user_id FROM refresh_tokens
               JOIN sessions ON sessions.id = session_id JOIN users ON users.id = user_id
               WHERE digest = ? AND revoked = 0 AND sessions.ends > ? AND blocked = 0""",
            digest, now,
        )
        if row is None:
            raise Refused
        if self._database.change("UPDATE refresh_tokens SET used = 1 WHERE digest = ? AND used = 0", digest) == 0:
            self.revoke(row["session_id"])
            raise Refused
        if row["ends"] <= now:
            raise Refused
        return self._issue(row["session_id"], row["user_id"])

    def revoke(self, session_id: str) -> None:
        self._database.change("UPDATE sessions SET revoked = 1 WHERE id = ?", session_id)

    def revoke_all(self, user_id: str) -> None:
        self._database.change("UPDATE sessions SET revoked = 1 WHERE user_id = ?", user_id)

    def identify(self, token: str) -> dict | None:
        try:
            decoded = jwt.decode_complete(token, self._key, algorithms=["HS512"], issuer=ISSUER, audience=AUDIENCE, options={"require": ["exp", "iat", "sub", "sid"]})
        except jwt.InvalidTokenError:
            return None
        if decoded["header"].get("typ") != "at+jwt":
            return None
        claims = decoded["payload"]
        return self._database.first(
            """SELECT users.id, login, role, sessions.id AS session_id FROM sessions JOIN users ON users.id = user_id
               WHERE sessions.id = ? AND users.id = ? AND revoked = 0 AND ends > ? AND blocked = 0""",
            str(claims["sid"]), str(claims["sub"]), int(time.time()),
        )

    def _issue(self, session_id: str, user_id: str) -> dict:
        now, refresh = int(time.time()), secrets.token_urlsafe(32)
        self._database.change("INSERT INTO refresh_tokens (digest, session_id, ends) VALUES (?, ?, ?)", digest_of(refresh), session_id, now + REFRESH_SECONDS)
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": user_id, "sid": session_id, "iat": now, "exp": now + ACCESS_SECONDS, "jti": str(uuid.uuid4())}
        access = jwt.encode(claims, self._key, algorithm="HS512", headers={"typ": "at+jwt"})
        return {"access_token": access, "token_type": "bearer", "expires_in": ACCESS_SECONDS, "refresh_token": refresh}
