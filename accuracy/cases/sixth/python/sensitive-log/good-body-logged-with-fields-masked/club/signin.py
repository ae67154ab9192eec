import os
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import JSONResponse

redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)
hasher = PasswordHasher()


async def too_many(address: str) -> bool:
    key = f"sign-in:{address}"
    count = await redis.incr(key)
    if count == 1:
        await redis.expire(key, 300)
    return count > 10


async def sign_in(request: Request) -> JSONResponse:
    if await too_many(request.client.host):
        return JSONResponse({"error": "later"}, status_code=429)
    body = await request.json()
    stored = await redis.hget("password", str(body.get("name", "")))
    try:
        hasher.verify(stored or hasher.hash(secrets.token_hex()), str(body.get("password", "")))
    except VerifyMismatchError:
        return JSONResponse({"error": "name or password"}, status_code=401)
    token = secrets.token_urlsafe(32)
    await redis.set(f"session:{token}", body["name"], ex=8 * 3600)
    return JSONResponse({"token": token})
