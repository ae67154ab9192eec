import httpx

from app.settings import get_settings

_known: dict[str, dict] = {}
LIMIT = 5000


async def locate(address: str) -> dict:
    if address not in _known:
        async with httpx.AsyncClient(timeout=4) as client:
            answer = await client.get(get_settings().geocoder_url, params={"q": address})
            answer.raise_for_status()
        if len(_known) >= LIMIT:
            _known.pop(next(iter(_known)))
        _known[address] = answer.json()
    return _known[address]
