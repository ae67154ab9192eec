import hmac
import os

from fastapi import HTTPException, Request


async def operator_session(request: Request) -> None:
    given = request.headers.get("x-console-token", "")
    if not hmac.compare_digest(given.encode(), os.environ["CONSOLE_TOKEN"].encode()):
        raise HTTPException(401)
