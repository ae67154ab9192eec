"""Sessions, refresh tokens and codes for new passwords. All functions take the connection."""

import hmac
import secrets
import time

from ..config import CODE_SECONDS, REFRESH_SECONDS, SESSION_SECONDS
from ..db import one
from ..journal import audit, digest
from ..security import random_token

CODE_TRIES = 5


def lookup(conn, claims):
    return one(
        conn,
        "SELECT users.id, users.role, users.handle, sessions.id AS session_id FROM sessions JOIN users"
        " ON users.id = sessions.user_id WHERE sessions.id = ? AND users.id = ? AND sessions.revoked = 0"
        " AND sessions.expires_at > ? AND users.status = 'active'",
        (claims["session_id"], claims["user_id"], int(time.time())),
    )


def add_refresh(conn, session_id, limit):
    token = random_token()
    expires = min(int(time.time()) + REFRESH_SECONDS, limit)
    conn.execute(
        "INSERT INTO refresh_tokens (digest, session_id, expires_at) VALUES (?, ?, ?)",
        (digest(token), session_id, expires),
    )
    return token


def start(conn, user_id):
    session_id, limit = secrets.token_hex(16), int(time.time()) + SESSION_SECONDS
    conn.execute("INSERT INTO sessions (id, user_id, expires_at) VALUES (?, ?, ?)", (session_id, user_id, limit))
    audit(conn, user_id, "session.started", f"user:{user_id}")
    return session_id, add_refresh(conn, session_id, limit)


def revoke(conn, session_id):
    conn.execute("UPDATE sessions SET revoked = 1 WHERE id = ?", (session_id,))


def revoke_all(conn, user_id):
    conn.execute("UPDATE sessions SET revoked = 1 WHERE user_id = ?", (user_id,))


def rotate(conn, token):
    """Uses a refresh token once. A second use ends the whole session. Answers None when it is refused."""
    row = one(
        conn,
        "SELECT refresh_tokens.*, sessions.user_id, sessions.expires_at AS session_end FROM refresh_tokens"
        " JOIN sessions ON sessions.id = refresh_tokens.session_id WHERE digest = ?",
        (digest(token),),
    )
    if row is None:
        return None
    if row["used"]:
        revoke(conn, row["session_id"])
        audit(conn, row["user_id"], "refresh.reused", f"user:{row['user_id']}")
        return None
    user = lookup(conn, {"session_id": row["session_id"], "user_id": row["user_id"]})
    if user is None or row["expires_at"] <= time.time():
        return None
    conn.execute("UPDATE refresh_tokens SET used = 1 WHERE digest = ?", (row["digest"],))
    return user["id"], row["session_id"], add_refresh(conn, row["session_id"], row["session_end"])


def make_code(conn, email):
    """The mailer takes what is in the outbox and deletes it; it cannot be read over HTTP."""
    user = one(conn, "SELECT id FROM users WHERE email = ? AND status = 'active'", (email,))
    code = secrets.token_urlsafe(9)
    if user is None:
        return
    conn.execute(
        "INSERT OR REPLACE INTO reset_codes (user_id, digest, expires_at) VALUES (?, ?, ?)",
        (user["id"], digest(code), int(time.time()) + CODE_SECONDS),
    )
    conn.execute("DELETE FROM outbox WHERE recipient = ? AND subject = 'Your code'", (email,))
    conn.execute("INSERT INTO outbox (recipient, subject, body) VALUES (?, 'Your code', ?)", (email, f"Code: {code}"))


def use_code(conn, email, code):
    """Answers the id of the user once for the right code."""
    row = one(
        conn,
        "SELECT reset_codes.* FROM reset_codes JOIN users ON users.id = reset_codes.user_id WHERE users.email = ?",
        (email,),
    )
    if row is None:
        return None
    if row["expires_at"] <= time.time() or row["attempts"] >= CODE_TRIES:
        conn.execute("DELETE FROM reset_codes WHERE user_id = ?", (row["user_id"],))
        return None
    if not hmac.compare_digest(row["digest"], digest(code)):
        conn.execute("UPDATE reset_codes SET attempts = attempts + 1 WHERE user_id = ?", (row["user_id"],))
        return None
    conn.execute("DELETE FROM reset_codes WHERE user_id = ?", (row["user_id"],))
    return row["user_id"]


def set_password(conn, user_id, hashed):
    conn.execute("UPDATE users SET password = ? WHERE id = ?", (hashed, user_id))
    revoke_all(conn, user_id)
    audit(conn, user_id, "password.changed", f"user:{user_id}")
