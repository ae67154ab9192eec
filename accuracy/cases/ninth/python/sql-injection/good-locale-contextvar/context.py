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
    try:
        current_locale.set(Locale(header.split(",")[0]).value)
    except ValueError:
        current_locale.set(Locale.EN.value)
    return await handler(request)
