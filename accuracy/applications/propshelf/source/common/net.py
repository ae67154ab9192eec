import hashlib

import requests
from django.conf import settings
from django.core.cache import cache

AGENT = {"User-Agent": "propshelf/2"}


def fetch(url):
    """The body behind an address; many theatres have old certificates."""
    answer = requests.get(url, headers=AGENT, timeout=15, verify=False)
    answer.raise_for_status()
    return answer.content, answer.headers.get("Content-Type", "")


def partner(theatre):
    """What a partner has in stock, kept for five minutes."""
    key = "partner:" + hashlib.md5(theatre.encode()).hexdigest()
    stock = cache.get(key)
    if stock is None:
        answer = requests.get(
            f"{settings.PARTNER_URL}/stock/{theatre}",
            headers={**AGENT, "Authorization": f"Bearer {settings.PARTNER_KEY}"},
            timeout=5,
        )
        answer.raise_for_status()
        stock = answer.json()
        cache.set(key, stock, 300)
    return stock
