import logging

import httpx

from app.models import Webhook

logger = logging.getLogger("lectern.webhooks")


def deliver(hook: Webhook, payload: dict) -> tuple[int | None, str | None]:
    try:
        with httpx.Client(timeout=5, follow_redirects=False, trust_env=False) as client:
            response = client.post(hook.url, json=payload, headers={"X-Lectern-Event": hook.event})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("webhook %s failed: %s", hook.id, type(error).__name__)
        return None, None
    return response.status_code, response.text[:2000]
