from sanic.exceptions import Unauthorized

from keys.models import ApiKey


async def authenticate(request) -> None:
    key = request.headers.get("x-api-key", "")
    request.ctx.account = await ApiKey.account_of(key)
    if request.ctx.account is None:
        raise Unauthorized("an API key is needed")
