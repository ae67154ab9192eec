from redis.asyncio import Redis

from recovery.codes import new_code


class RecoveryService:
    seconds = 1800

    def __init__(self, redis: Redis, mailer) -> None:
        self.redis = redis
        self.mailer = mailer

    async def begin(self, email: str) -> None:
        code = new_code()
        await self.redis.set(f"reset:{code}", email, ex=self.seconds)
        await self.mailer.send(email, "Your reset code", f"Enter {code} to choose a new password.")

    async def redeem(self, code: str) -> str | None:
        return await self.redis.getdel(f"reset:{code}")
