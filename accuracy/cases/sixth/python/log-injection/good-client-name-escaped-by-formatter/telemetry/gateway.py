import hashlib
import hmac
import os
from functools import wraps

from sanic.exceptions import Unauthorized


def signed_by_gateway(handler):
    @wraps(handler)
    async def wrapper(request, *args, **kwargs):
        expected = hmac.new(os.environb[b"GATEWAY_KEY"], request.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(request.headers.get("x-signature", ""), expected):
            raise Unauthorized("signature")
        return await handler(request, *args, **kwargs)

    return wrapper
