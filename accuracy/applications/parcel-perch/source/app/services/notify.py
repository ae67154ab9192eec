import asyncio
import logging
import random
from pathlib import Path

import httpx
from jinja2 import Environment, FileSystemLoader, Template

log = logging.getLogger("perch.notify")
pages = Environment(loader=FileSystemLoader(Path(__file__).parent.parent / "templates"), autoescape=True)
STANDARD = "Dear customer, parcel {{ parcel.code }} goes to {{ parcel.city }}."


async def send_mail(to: str, subject: str, text: str) -> None:
    body = pages.get_template("mail.html").render(subject=subject, text=text)
    log.info("mail of %d characters queued", len(body))


async def announce(customer: dict, parcel: dict) -> None:
    """Runs after the answer: a mail in the customer's own words, then the customer's hook."""
    text = Template(customer["notice_template"] or STANDARD).render(parcel=parcel, name=customer["name"])
    await send_mail(customer["email"], "Your parcel", text)
    if customer["hook_url"]:
        await call_hook(customer["hook_url"], parcel)


async def call_hook(url: str, parcel: dict) -> None:
    async with httpx.AsyncClient(timeout=None, follow_redirects=True) as client:
        for attempt in range(3):
            answer = await client.post(url, json=parcel)
            if answer.is_success:
                return
            await asyncio.sleep(2**attempt + random.random())
    log.warning("hook gave up after three attempts")
