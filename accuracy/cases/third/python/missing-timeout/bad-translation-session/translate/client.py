import os

import aiohttp
from aiohttp import web

session_key = web.AppKey("translation", aiohttp.ClientSession)


async def translation_session(app: web.Application):
    limits = aiohttp.ClientTimeout(total=None)
    headers = {"X-Client": os.environ["TRANSLATION_CLIENT"]}
    async with aiohttp.ClientSession("https://translate.example", timeout=limits, headers=headers) as session:
        app[session_key] = session
        yield


async def translate(app: web.Application, text: str, language: str) -> str:
    async with app[session_key].post("/v1/texts", json={"text": text, "to": language}) as response:
        response.raise_for_status()
        return (await response.json())["text"]
