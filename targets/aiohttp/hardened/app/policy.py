"""Who may call what, and how often. All that is not named as public needs a signed-in user.

Counters are in the database: shared by workers and kept over restarts.
"""

import time

from .db import one
from .support import ApiError

PUBLIC = {
    ("GET", "/health"),
    ("GET", "/listings/{listing_id}"),
    ("GET", "/shops/{handle}"),
    ("GET", "/go/{key}"),
    ("GET", "/v1/session/continue"),
    ("GET", "/v1/legal/{document}"),
    ("GET", "/v1/guides/{name}"),
    ("GET", "/v1/stats/overview"),
    ("GET", "/v1/client-config"),
    ("GET", "/v1/moderation/guidelines"),
    ("GET", "/v1/handles/{handle}"),
    ("GET", "/v1/listings"),
    ("GET", "/v1/listings/facets"),
    ("GET", "/v1/listings/compare"),
    ("GET", "/v1/listings/{listing_id}"),
    ("GET", "/v1/photos/file"),
    ("GET", "/v1/photos/{photo_id}"),
    ("GET", "/v1/sellers/{seller_id}"),
    ("GET", "/v1/sellers/{seller_id}/card"),
    ("GET", "/v1/sellers/{seller_id}/reviews"),
    ("GET", "/v1/shipping/rates"),
    ("POST", "/v1/auth/register"),
    ("POST", "/v1/auth/login"),
    ("POST", "/v1/auth/refresh"),
    ("POST", "/v1/auth/password/forgot"),
    ("POST", "/v1/auth/password/reset"),
}

ROLES = (
    ("/v1/moderation/guidelines", ("user", "moderator", "admin")),
    ("/v1/moderation/", ("moderator", "admin")),
    ("/v1/admin/", ("admin",)),
    ("/v1/openapi.yaml", ("admin",)),
)

# requests, seconds, per address
ADDRESS_LIMIT = (600, 60)
ROUTE_LIMITS = {
    ("POST", "/v1/auth/register"): (40, 3600),
    ("POST", "/v1/auth/login"): (30, 60),
    ("POST", "/v1/auth/refresh"): (60, 60),
    ("POST", "/v1/auth/password/forgot"): (10, 3600),
    ("POST", "/v1/auth/password/reset"): (20, 3600),
    ("GET", "/v1/handles/{handle}"): (30, 60),
}
# requests, seconds, per user
USER_LIMITS = {"user": (300, 60), "moderator": (600, 60), "admin": (600, 60)}
USER_ROUTE_LIMITS = {
    ("POST", "/v1/messages"): (30, 60),
    ("POST", "/v1/reports"): (20, 3600),
    ("POST", "/v1/imports/url"): (20, 3600),
    ("POST", "/v1/imports/xml"): (30, 3600),
    ("POST", "/v1/imports/yaml"): (30, 3600),
    ("POST", "/v1/listings"): (60, 3600),
    ("POST", "/v1/listings/{listing_id}/photos"): (60, 3600),
    ("POST", "/v1/orders/{order_id}/label"): (30, 3600),
    ("POST", "/v1/wallet/vouchers"): (10, 60),
    ("POST", "/v1/auth/password/change"): (10, 3600),
}


def is_public(method, route):
    return (method, route) in PUBLIC


def allowed_roles(route):
    for prefix, roles in ROLES:
        if route.startswith(prefix):
            return roles
    return ("user", "moderator", "admin")


def count(conn, rules):
    """Counts one hit for each (key, most, seconds); answers the tightest as (most, left, reset)."""
    now, tightest = int(time.time()), None
    for key, most, seconds in rules:
        window = now // seconds
        row = conn.execute(
            "INSERT INTO counters (key, window, count, expires_at) VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET"
            " count = CASE WHEN window = excluded.window THEN count + 1 ELSE 1 END, window = excluded.window,"
            " expires_at = excluded.expires_at RETURNING count",
            (key, window, (window + 1) * seconds),
        ).fetchone()
        state = (most, most - row[0], (window + 1) * seconds - now)
        if tightest is None or state[1] < tightest[1]:
            tightest = state
    return tightest


def sweep(conn):
    conn.execute("DELETE FROM counters WHERE expires_at < ?", (int(time.time()),))
    conn.execute("DELETE FROM refresh_tokens WHERE expires_at < ?", (int(time.time()) - 86400,))
    conn.execute("DELETE FROM sessions WHERE expires_at < ?", (int(time.time()) - 86400,))


def too_many(seconds):
    return ApiError(429, "too_many_requests", "Wait a while.", {"Retry-After": str(max(1, seconds))})


def claim_attempt(conn, account, address):
    """Counts a try at a password before it is checked. Addresses known to the account stay open to its owner."""
    pair = count(conn, [(f"try:{account}:{address}", 6, 900)])
    whole = count(conn, [(f"try:{account}", 60, 900)])
    known = one(conn, "SELECT 1 FROM known_addresses WHERE account = ? AND address = ?", (account, address))
    if pair[1] < 0:
        return pair[2]
    if whole[1] < 0 and not known:
        return whole[2]
    return None


def clear_attempts(conn, account, address):
    conn.execute("DELETE FROM counters WHERE key = ?", (f"try:{account}:{address}",))
    conn.execute("UPDATE counters SET count = max(count - 1, 0) WHERE key = ?", (f"try:{account}",))
    conn.execute("INSERT OR IGNORE INTO known_addresses (account, address) VALUES (?, ?)", (account, address))
