import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import httpx
import jwt
import structlog
from fastapi import Depends, HTTPException, Request, status
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.models import Membership, Role

log = structlog.get_logger()
ALGORITHMS = ["RS256", "ES256"]


@dataclass(frozen=True, slots=True)
class Principal:
    subject: str
    tenant_id: uuid.UUID
    role: Role


class KeySet:
    """Signing keys of the identity provider, refreshed at most every 30 seconds."""

    def __init__(self, http: httpx.AsyncClient, uri: str) -> None:
        self._http = http
        self._uri = uri
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, kid: str) -> jwt.PyJWK | None:
        age = time.monotonic() - self._fetched
        if age > 3600 or (kid not in self._keys and age > 30):
            async with self._lock:
                if time.monotonic() - self._fetched > 30:
                    await self._refresh()
        return self._keys.get(kid)

    async def _refresh(self) -> None:
        self._fetched = time.monotonic()
        try:
            response = await self._http.get(self._uri, timeout=5.0)
            keys = jwt.PyJWKSet.from_dict(response.raise_for_status().json()).keys
        except (httpx.HTTPError, jwt.PyJWKSetError, ValueError) as error:
            # The keys that we have stay in use until the provider answers again.
            log.warning("jwks.refresh_failed", reason=type(error).__name__)
            return
        self._keys = {key.key_id: key for key in keys if key.key_id}


class TokenVerifier:
    def __init__(self, keys: KeySet, settings: Settings) -> None:
        self._keys = keys
        self._issuer = str(settings.oidc_issuer)
        self._audience = settings.oidc_audience

    async def verify(self, token: str) -> dict[str, Any]:
        kid = jwt.get_unverified_header(token).get("kid")
        key = await self._keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise jwt.InvalidTokenError("unknown key")
        return jwt.decode(
            token, key, algorithms=ALGORITHMS, issuer=self._issuer, audience=self._audience,
            leeway=10, options={"require": ["exp", "iat", "sub", "iss", "aud"]},
        )


def public(endpoint: Callable) -> Callable:
    endpoint.__public__ = True
    return endpoint


async def get_session(request: Request):
    async with request.app.state.sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]
_UNAUTHORIZED = HTTPException(status.HTTP_401_UNAUTHORIZED, "Not authenticated", {"WWW-Authenticate": "Bearer"})


async def authenticate(request: Request, session: Session) -> Principal | None:
    """Dependency of the whole application, see create_app."""
    if getattr(request.scope["endpoint"], "__public__", False):
        return None
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > 8192:
        raise _UNAUTHORIZED
    try:
        claims = await request.app.state.verifier.verify(token)
        tenant_id = uuid.UUID(str(claims.get("tenant")))
    except (jwt.InvalidTokenError, ValueError) as error:
        raise _UNAUTHORIZED from error

    role = await session.scalar(
        select(Membership.role).where(Membership.subject == claims["sub"], Membership.tenant_id == tenant_id)
    )
    if role is None:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "No access to this tenant")
    # Row level policies in the database read this setting.
    await session.execute(text("SELECT set_config('app.tenant_id', :tenant, true)"), {"tenant": str(tenant_id)})
    return Principal(claims["sub"], tenant_id, role)


async def rate_limit(request: Request, principal: Annotated[Principal | None, Depends(authenticate)]) -> None:
    who = principal.subject if principal else (request.client.host if request.client else "unknown")
    key = f"rl:{'u' if principal else 'ip'}:{who}:{int(time.time() // 60)}"
    async with request.app.state.redis.pipeline(transaction=True) as pipe:
        count, _ = await pipe.incr(key).expire(key, 120).execute()
    if count > request.app.state.settings.requests_per_minute:
        raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, "Too many requests", {"Retry-After": "60"})


def require(minimum: Role) -> Callable[..., Principal]:
    def guard(principal: Annotated[Principal | None, Depends(authenticate)]) -> Principal:
        if principal is None:
            raise _UNAUTHORIZED
        if principal.role.rank < minimum.rank:
            raise HTTPException(status.HTTP_403_FORBIDDEN, "Insufficient role")
        return principal

    return guard


Viewer = Annotated[Principal, Depends(require(Role.VIEWER))]
Accountant = Annotated[Principal, Depends(require(Role.ACCOUNTANT))]
Owner = Annotated[Principal, Depends(require(Role.OWNER))]
