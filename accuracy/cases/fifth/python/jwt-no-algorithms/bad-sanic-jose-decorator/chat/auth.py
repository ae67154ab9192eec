import os
from functools import wraps

from jose import JWTError, jwt
from sanic.exceptions import Unauthorized


def bearer(request):
    header = request.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    return token if scheme.lower() == "bearer" else ""


def read_token(token):
    key = os.environ["ISSUER_PUBLIC_KEY"]
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, key, algorithms=[header["alg"]])


def protected(handler):
    @wraps(handler)
    async def guarded(request, *args, **kwargs):
        try:
            request.ctx.claims = read_token(bearer(request))
        except JWTError as error:
            raise Unauthorized("token refused") from error
        return await handler(request, *args, **kwargs)

    return guarded
