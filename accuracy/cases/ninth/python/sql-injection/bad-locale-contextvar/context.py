from contextvars import ContextVar
from enum import Enum

from aiohttp import web


class Locale(Enum):
    DE = "de"
    EN = "en"
    FR = "fr"


current_locale: ContextVar[str] = ContextVar("current_locale", default="en")


@web.middleware
async def locale_middleware(request, handler):
    header = request.headers.get("Accept-Language", "en")
    current_locale.set(header.split(",")[0])
    return await handler(request)
