import hashlib
import time
from collections import OrderedDict

from sqlalchemy import text

from .db import sessions
from .problems import too_many

_COUNT = text(
    """
    INSERT INTO throttle (key, ends_at, hits) VALUES (:key, :ends, 1)
    ON CONFLICT (key) DO UPDATE SET
      hits = CASE WHEN throttle.ends_at <= :now THEN 1 ELSE throttle.hits + 1 END,
      ends_at = CASE WHEN throttle.ends_at <= :now THEN :ends ELSE throttle.ends_at END
    RETURNING hits
    """
)


async def attempt(kind: str, who: str, most: int, seconds: int = 900) -> None:
    """Counts in a transaction of its own, so that a refused try stays counted."""
    moment = int(time.time())
    key = f"{kind}:{hashlib.sha256(who.encode()).hexdigest()[:48]}"
    async with sessions() as session, session.begin():
        hits = await session.scalar(_COUNT, {"key": key, "now": moment, "ends": moment + seconds})
    if hits > most:
        raise too_many(seconds)


class Bucket:
    """A bucket of tokens an address; the least recently seen of many is forgotten."""

    def __init__(self, rate: float, burst: int, keep: int = 20_000):
        self.rate, self.burst, self.keep = rate, burst, keep
        self.seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> bool:
        moment = time.monotonic()
        tokens, last = self.seen.pop(who, (float(self.burst), moment))
        tokens = min(self.burst, tokens + (moment - last) * self.rate)
        self.seen[who] = (max(tokens - 1, 0.0) if tokens >= 1 else tokens, moment)
        if len(self.seen) > self.keep:
            self.seen.popitem(last=False)
        return tokens >= 1
