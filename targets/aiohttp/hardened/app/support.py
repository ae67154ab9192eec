"""What every route module needs: errors, bodies, queries, the caller."""

import json

from aiohttp import web

from . import schema


class ApiError(Exception):
    def __init__(self, status, code, message, headers=None):
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers


def not_found():
    return ApiError(404, "not_found", "There is nothing here.")


def conflict(message):
    return ApiError(409, "conflict", message)


def invalid(message):
    return ApiError(422, "invalid", message)


def reply(data, status=200, headers=None):
    return web.json_response(data, status=status, headers=headers)


def empty():
    return web.Response(status=204)


def refuse_constant(name):
    raise ValueError(name)


async def body(request, spec):
    if request.content_type != "application/json":
        raise ApiError(415, "unsupported_media_type", "Send application/json.")
    try:
        data = json.loads(await request.read(), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise ApiError(400, "bad_json", "The body is not JSON.") from None
    try:
        return schema.record(spec)(data)
    except schema.Invalid as error:
        raise invalid(str(error)) from None


async def raw(request, *types):
    if request.content_type not in types:
        raise ApiError(415, "unsupported_media_type", "Send " + " or ".join(types) + ".")
    return await request.read()


def query(request, spec):
    if len(request.query) != len(set(request.query)):
        raise invalid("a parameter is given twice")
    try:
        return schema.clean(spec, dict(request.query))
    except schema.Invalid as error:
        raise invalid(str(error)) from None


PAGED = {
    "page": schema.Optional(schema.digits(1, 1000), 1),
    "per_page": schema.Optional(schema.digits(1, 50), 20),
}


def window(args):
    return args["per_page"], (args["page"] - 1) * args["per_page"]


def number(request, name):
    return int(request.match_info[name])


def me(request):
    user = request["user"]
    if user is None:
        raise ApiError(401, "unauthenticated", "Sign in first.")
    return user
