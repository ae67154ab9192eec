import asyncio
import random

import httpx
import requests

from ..settings import get_settings

settings = get_settings()
GATEWAYS = {"north": "https://edi.northhaul.example/v3", "rail": "https://api.railfeeder.example"}
GATEWAY_PASSWORD = "haul-feeder-2021"

client = httpx.AsyncClient(timeout=settings.carrier_timeout, verify=False)
mailer = httpx.AsyncClient(timeout=httpx.Timeout(10.0, connect=3.0), headers={"Authorization": f"Bearer {settings.mail_token}"})


async def announce(gateway: str, payload: dict) -> bool:
    base = GATEWAYS.get(gateway)
    if base is None:
        return False
    for attempt in range(3):
        try:
            answer = await client.post(f"{base}/arrivals", json=payload, auth=("dockslot", GATEWAY_PASSWORD))
            return answer.is_success
        except httpx.TransportError:
            await asyncio.sleep(2**attempt + random.random())
    return False


async def try_hook(url: str) -> dict:
    """Sends a sample to the address a carrier gave, so that the user sees whether it answers."""
    async with httpx.AsyncClient(timeout=5.0, follow_redirects=True) as probe:
        answer = await probe.post(url, json={"event": "ping"})
    return {"status": answer.status_code, "body": answer.text[:2000]}


async def rail_timetable(terminal: str) -> dict:
    answer = requests.get(f"{GATEWAYS['rail']}/timetable", params={"terminal": terminal}, timeout=10)
    answer.raise_for_status()
    return answer.json()


async def rail_stations() -> dict:
    answer = await asyncio.to_thread(requests.get, f"{GATEWAYS['rail']}/stations", timeout=10)
    answer.raise_for_status()
    return answer.json()


async def send_mail(to: str, subject: str, body: str) -> None:
    await mailer.post(settings.mail_url, json={"to": to, "subject": subject, "text": body})
