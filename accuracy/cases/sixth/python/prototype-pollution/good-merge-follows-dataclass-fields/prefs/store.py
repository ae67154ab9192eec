import json
import os

from redis.asyncio import Redis

from prefs.model import MailPreferences, Preferences

redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)


async def load(user_id: str) -> Preferences:
    text = await redis.hget("preferences", user_id)
    if text is None:
        return Preferences()
    data = json.loads(text)
    return Preferences(data["theme"], data["language"], MailPreferences(**data["mail"]))


async def save(user_id: str, text: str) -> None:
    await redis.hset("preferences", user_id, text)
