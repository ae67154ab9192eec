import asyncio
import logging

from aiohttp import ClientError, ClientTimeout, web

from . import config
from .crypto import jitter
from .keys import OUTSIDE
from .store import DB

log = logging.getLogger(__name__)


async def refresh_prices(app: web.Application) -> None:
    """The price of the grid, once an hour."""
    while True:
        try:
            async with app[OUTSIDE].get(config.GRID_URL, timeout=ClientTimeout(total=10)) as answer:
                answer.raise_for_status()
                price = float((await answer.json())["price"])
            await app[DB].prices.update_one({"_id": "grid"}, {"$set": {"price": price}}, upsert=True)
        except (ClientError, asyncio.TimeoutError, KeyError, ValueError) as error:
            log.warning("no price: %s", type(error).__name__)
        await asyncio.sleep(3600 * jitter())
