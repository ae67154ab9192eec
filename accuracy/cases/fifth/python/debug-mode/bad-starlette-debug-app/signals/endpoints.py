import hmac
import os

import aiosqlite
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse


async def health(request: Request):
    return JSONResponse({"ok": True})


class Signals(HTTPEndpoint):
    async def post(self, request: Request):
        key = request.headers.get("x-signal-key", "")
        if not hmac.compare_digest(key.encode(), os.environ["SIGNAL_KEY"].encode()):
            raise HTTPException(401)
        body = await request.json()
        async with aiosqlite.connect(os.environ["SIGNALS_DB"]) as connection:
            await connection.execute(
                "INSERT INTO signals (device, strength) VALUES (?, ?)", (str(body["device"]), float(body["strength"]))
            )
            await connection.commit()
        return JSONResponse({"kept": True}, status_code=201)
