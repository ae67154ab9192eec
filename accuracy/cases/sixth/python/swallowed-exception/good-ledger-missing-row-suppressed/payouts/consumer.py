import asyncio
import logging
import os

import psycopg
from redis.asyncio import Redis

from payouts.handler import PayoutHandler
from payouts.ledger import Ledger

log = logging.getLogger("payouts")
STREAM, GROUP = "payouts", "booking"


async def consume() -> None:
    redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True) as conn:
        handle = PayoutHandler(Ledger(conn))
        while True:
            batches = await redis.xreadgroup(GROUP, "worker-1", {STREAM: ">"}, count=20, block=5000)
            for _, messages in batches:
                for key, message in messages:
                    try:
                        await handle(message)
                    except (psycopg.Error, ArithmeticError, KeyError, ValueError):
                        log.exception("payout %s not booked", key)
                        continue
                    await redis.xack(STREAM, GROUP, key)


if __name__ == "__main__":
    asyncio.run(consume())
