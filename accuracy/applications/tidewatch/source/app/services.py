import logging
import secrets

from fastapi import HTTPException, status
from redis.asyncio import Redis

from .models import Login, PasswordChange, ReadingBatch, User
from .repositories import DeviceRepository, UserRepository
from .security import digest, hash_password, verify_password

logger = logging.getLogger("tidewatch.audit")
TICKET_SECONDS = 30


class Limiter:
    def __init__(self, redis: Redis):
        self._redis = redis

    async def check(self, scope: str, value: str, limit: int, seconds: int) -> None:
        key = f"limit:{scope}:{digest(value)}"
        async with self._redis.pipeline(transaction=True) as pipe:
            hits, _ = await pipe.incr(key).expire(key, seconds, nx=True).execute()
        if hits > limit:
            raise HTTPException(
                status.HTTP_429_TOO_MANY_REQUESTS, "Too many attempts", headers={"Retry-After": str(seconds)}
            )


class SessionService:
    """Opaque session tokens; Redis only ever sees their digests."""

    def __init__(self, redis: Redis, users: UserRepository, limiter: Limiter, hours: int):
        self._redis = redis
        self._users = users
        self._limiter = limiter
        self._seconds = hours * 3600

    async def login(self, credentials: Login, address: str) -> str:
        await self._limiter.check("login-address", address, 60, 900)
        await self._limiter.check("login-account", credentials.email, 40, 900)
        await self._limiter.check("login-pair", f"{credentials.email}|{address}", 10, 900)
        user, stored = await self._users.credentials(credentials.email)
        if not await verify_password(stored, credentials.password) or user is None:
            raise HTTPException(status.HTTP_401_UNAUTHORIZED, "E-mail or password is wrong")
        token = secrets.token_urlsafe(32)
        key = f"session:{digest(token)}"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(key, mapping={"user": user.id, "version": user.session_version})
            await pipe.expire(key, self._seconds).execute()
        logger.info("login user=%s", user.id)
        return token

    async def user_of(self, token: str) -> User | None:
        return await self.user_of_digest(digest(token))

    async def logout(self, token: str) -> None:
        await self._redis.delete(f"session:{digest(token)}")

    async def change_password(self, user: User, change: PasswordChange) -> None:
        await self._limiter.check("password", user.id, 6, 900)
        _, stored = await self._users.credentials(user.email)
        if not await verify_password(stored, change.current):
            raise HTTPException(status.HTTP_403_FORBIDDEN, "The password is wrong")
        await self._users.set_password(user.id, await hash_password(change.new))
        logger.info("password changed user=%s", user.id)

    async def new_ticket(self, token: str) -> str:
        ticket = secrets.token_urlsafe(32)
        await self._redis.set(f"ticket:{digest(ticket)}", digest(token), ex=TICKET_SECONDS)
        return ticket

    async def redeem_ticket(self, ticket: str) -> str | None:
        return await self._redis.getdel(f"ticket:{digest(ticket)}")

    async def user_of_digest(self, token_digest: str) -> User | None:
        session = await self._redis.hgetall(f"session:{token_digest}")
        user = await self._users.by_id(session["user"]) if session else None
        return user if user and str(user.session_version) == session["version"] else None


class IngestService:
    def __init__(self, redis: Redis, devices: DeviceRepository):
        self._redis = redis
        self._devices = devices

    async def accept(self, station: dict, batch: ReadingBatch) -> int:
        fresh = await self._devices.store(station, batch.readings)
        peak = max((reading.level for reading in fresh), default=None)
        if peak is not None and peak >= station["warn_level"]:
            # One alert per station and quarter of an hour.
            if await self._redis.set(f"alerted:{station['_id']}", "1", nx=True, ex=900):
                alert = await self._devices.raise_alert(station, peak)
                await self._redis.publish(f"alerts:{station['org_id']}", alert.model_dump_json())
        return len(fresh)
