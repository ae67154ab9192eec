import logging
import os

import httpx

log = logging.getLogger("partner.http")


async def log_request(request: httpx.Request) -> None:
    headers = dict(request.headers)
    log.info("%s %s %s", request.method, request.url.path, headers)


def partner_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url="https://partner.example/api",
        headers={"Authorization": f"Bearer {os.environ['PARTNER_TOKEN']}"},
        timeout=httpx.Timeout(5.0),
        event_hooks={"request": [log_request]},
    )
