import asyncio

import asyncpg

from .base import Base


class Live(Base):
    limited = False

    def get(self):
        self.finish("ok")


class Ready(Base):
    limited = False

    async def get(self):
        try:
            if self.application.leaving:
                raise OSError
            await self.db.fetchval("SELECT 1", timeout=2)
        except (asyncpg.PostgresError, OSError, asyncio.TimeoutError):
            self.set_status(503)
            return self.finish("not ready")
        self.finish("ready")
