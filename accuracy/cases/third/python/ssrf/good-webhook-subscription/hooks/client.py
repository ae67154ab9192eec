import httpx

from hooks.models import Subscription
from hooks.settings import settings


async def ping(subscription: Subscription) -> int:
    async with httpx.AsyncClient(timeout=settings.ping_timeout_seconds, follow_redirects=False) as client:
        response = await client.post(str(subscription.target), json={"event": "ping"})
    return response.status_code
