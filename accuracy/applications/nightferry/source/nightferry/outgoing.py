import asyncio
import json
import logging
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

log = logging.getLogger("nightferry")
_WEATHER = {"met": "https://api.met.no/weatherapi/oceanforecast/2.0/complete", "open-meteo": "https://marine-api.open-meteo.com/v1/marine"}
HARBOURS = {"DEKEL": (54.32, 10.14), "SEGOT": (57.7, 11.95), "NOOSL": (59.9, 10.74), "FIHEL": (60.16, 24.95)}
_LIMITS = {"connect_timeout": 2.0, "request_timeout": 5.0, "follow_redirects": False, "validate_cert": True}


def client() -> AsyncHTTPClient:
    return AsyncHTTPClient(max_clients=20, max_body_size=400_000)


async def waves(source: str, harbour: str) -> dict | None:
    """The sea at a known harbour as one of two known services tells it."""
    lat, lon = HARBOURS[harbour]
    names = ("lat", "lon") if source == "met" else ("latitude", "longitude")
    query = urlencode({names[0]: lat, names[1]: lon, **({} if source == "met" else {"hourly": "wave_height"})})
    try:
        answer = await client().fetch(HTTPRequest(f"{_WEATHER[source]}?{query}", user_agent="nightferry", **_LIMITS))
        told = json.loads(answer.body)
    except (HTTPClientError, OSError, ValueError) as problem:
        log.warning("%s does not answer: %s", source, type(problem).__name__)
        return None
    return {"source": source, "kind": str(told.get("type") or "hourly")[:20]}


async def letter(settings, address: str, template: str, token: str) -> None:
    body = json.dumps({"to": address, "template": template, "link": f"{settings.public_url}/password?token={token}"})
    headers = {"Authorization": f"Bearer {settings.mail_key}", "Content-Type": "application/json"}
    try:
        await client().fetch(HTTPRequest(settings.mail_url, method="POST", body=body, headers=headers, **_LIMITS))
    except (HTTPClientError, OSError) as problem:
        log.error("letter not sent: %s", type(problem).__name__)


_drawing = asyncio.Semaphore(4)


async def code_picture(words: str) -> bytes:
    """A picture of a boarding code; the words go in by the standard input."""
    async with _drawing:
        process = await asyncio.create_subprocess_exec(
            "/usr/bin/qrencode", "--type=PNG", "--size=6", "--level=M", "--output=-",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env={},
        )
        try:
            picture, _ = await asyncio.wait_for(process.communicate(words.encode()), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise
    if process.returncode != 0:
        raise RuntimeError("qrencode failed")
    return picture
