import asyncio
import hashlib
import hmac
import ipaddress
import json
import random
import secrets
import socket
import time
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import Settings
from app.models import WebhookDelivery, WebhookEndpoint

log = structlog.get_logger()
MAX_ATTEMPTS = 8
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenTarget(Exception):
    pass


class SecretBox:
    def __init__(self, settings: Settings) -> None:
        keys = settings.webhook_keys.get_secret_value().split(",")
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys])

    def new(self) -> tuple[str, bytes]:
        secret = secrets.token_urlsafe(32)
        return secret, self._fernet.encrypt(secret.encode())

    def open(self, sealed: bytes) -> bytes:
        return self._fernet.decrypt(sealed)


async def resolve_public(url: str) -> tuple[str, str, str]:
    """Return host, one vetted address and the request target of an https url."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.port not in (None, 443) or parts.username:
        raise ForbiddenTarget("only plain https urls on port 443")
    try:
        async with asyncio.timeout(3):
            infos = await asyncio.get_running_loop().getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise ForbiddenTarget("host does not resolve") from error
    addresses = [ipaddress.ip_address(info[4][0]) for info in infos]
    for address in addresses:
        address = getattr(address, "ipv4_mapped", None) or address
        if not address.is_global or address.is_multicast or address in NAT64:
            raise ForbiddenTarget("host resolves to a reserved network")
    target = parts.path or "/"
    return parts.hostname, str(addresses[0]), f"{target}?{parts.query}" if parts.query else target


async def post_pinned(http: httpx.AsyncClient, url: str, body: bytes, headers: dict[str, str]) -> int:
    host, address, target = await resolve_public(url)
    literal_host = f"[{address}]" if ":" in address else address
    request = http.build_request(
        "POST", f"https://{literal_host}{target}", content=body,
        headers={**headers, "Host": host, "Content-Type": "application/json"},
        extensions={"sni_hostname": host}, timeout=httpx.Timeout(10.0, connect=3.0),
    )
    response = await http.send(request, stream=True, follow_redirects=False)
    await response.aclose()
    return response.status_code


async def enqueue(session: AsyncSession, tenant_id: uuid.UUID, event: str, payload: dict) -> None:
    targets = select(
        func.gen_random_uuid(), WebhookEndpoint.tenant_id, WebhookEndpoint.id,
        literal(event), literal(payload, WebhookDelivery.payload.type), literal(0), literal(False),
    ).where(WebhookEndpoint.tenant_id == tenant_id)
    columns = ["id", "tenant_id", "endpoint_id", "event", "payload", "attempts", "done"]
    await session.execute(insert(WebhookDelivery).from_select(columns, targets, include_defaults=False))


def backoff(attempt: int) -> timedelta:
    return timedelta(seconds=min(30 * 2**attempt, 6 * 3600) + random.uniform(0, 15))


class Dispatcher:
    """Claims due deliveries and sends them; runs in the worker process."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], http: httpx.AsyncClient, box: SecretBox) -> None:
        self._sessions, self._http, self._box = sessions, http, box

    async def run_once(self, batch: int = 20) -> int:
        async with self._sessions.begin() as session:
            due = (
                await session.execute(
                    select(WebhookDelivery, WebhookEndpoint)
                    .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
                    .where(
                        WebhookDelivery.done.is_(False),
                        WebhookDelivery.next_attempt_at <= datetime.now(UTC),
                        WebhookDelivery.attempts < MAX_ATTEMPTS,
                    )
                    .order_by(WebhookDelivery.next_attempt_at)
                    .limit(batch)
                    .with_for_update(of=WebhookDelivery, skip_locked=True)
                )
            ).all()
            for delivery, _ in due:
                delivery.attempts += 1
                delivery.next_attempt_at = datetime.now(UTC) + backoff(delivery.attempts)
        results = await asyncio.gather(*(self._deliver(d, e) for d, e in due))
        async with self._sessions.begin() as session:
            for (delivery, _), ok in zip(due, results, strict=True):
                if ok:
                    delivery.done = True
                    session.add(delivery)
        return len(due)

    async def _deliver(self, delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> bool:
        try:
            status = await self._post(delivery, endpoint)
        except (httpx.HTTPError, ForbiddenTarget, InvalidToken, TimeoutError) as error:
            log.warning("webhook.failed", delivery=str(delivery.id), reason=type(error).__name__)
            return False
        log.info("webhook.sent", delivery=str(delivery.id), status=status)
        return 200 <= status < 300

    async def _post(self, delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> int:
        body = json.dumps({"id": str(delivery.id), "event": delivery.event, "data": delivery.payload}).encode()
        stamp = str(int(time.time()))
        mac = hmac.new(self._box.open(endpoint.sealed_secret), stamp.encode() + b"." + body, hashlib.sha256)
        headers = {"X-Ledger-Timestamp": stamp, "X-Ledger-Signature": f"v1={mac.hexdigest()}"}
        async with asyncio.timeout(20):
            return await post_pinned(self._http, endpoint.url, body, headers)
