import httpx
from django.core.cache import cache

_SOURCES = {"osm": "https://nominatim.openstreetmap.org/search", "geonames": "https://secure.geonames.org/searchJSON"}
_client = httpx.Client(timeout=httpx.Timeout(4.0, connect=2.0), follow_redirects=False, headers={"User-Agent": "darkroom-hall"})


def find(source: str, words: str) -> list[str]:
    """Names of places from one of two known sources; nothing when it fails."""
    key = f"place:{source}:{words.lower().encode().hex()[:180]}"
    known = cache.get(key)
    if known is not None:
        return known
    try:
        with _client.stream("GET", _SOURCES[source], params={"q": words, "format": "json", "limit": 5}) as answer:
            answer.raise_for_status()
            body = bytearray()
            for part in answer.iter_bytes():
                body += part
                if len(body) > 200_000:
                    return []
        told = httpx.Response(200, content=bytes(body)).json()
    except (httpx.HTTPError, ValueError):
        return []
    rows = told if isinstance(told, list) else told.get("geonames", [])
    names = [str(r.get("display_name") or r.get("name") or "")[:120] for r in rows[:5] if isinstance(r, dict)]
    cache.set(key, names, 86_400)
    return names
