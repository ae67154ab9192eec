"""Logging, errors, cross-origin headers and sign-in, in this order from the outside."""

import json
import time
import traceback

from aiohttp import web

from .config import settings
from .security import read_token
from .support import ApiError, reply

PUBLIC_PREFIXES = (
    "/v1/listings",
    "/v1/sellers",
    "/v1/photos",
    "/v1/handles",
    "/v1/legal",
    "/v1/guides",
    "/v1/stats",
    "/v1/shipping/rates",
    "/v1/moderation/guidelines",
    "/v1/client-config",
    "/v1/openapi.yaml",
    "/v1/outbox",
    "/v1/session/continue",
)


def is_public(request):
    if not request.path.startswith("/v1/") or request.path.startswith("/v1/auth/"):
        return True
    return request.method in ("GET", "HEAD") and request.path.startswith(PUBLIC_PREFIXES)


@web.middleware
async def access_log(request, handler):
    started = time.monotonic()
    response = await handler(request)
    took = int((time.monotonic() - started) * 1000)
    print(f"{request.remote} {request.method} {request.path} {response.status} {took}ms", flush=True)
    return response


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except ApiError as error:
        return reply({"error": error.message}, error.status)
    except json.JSONDecodeError:
        return reply({"error": "the body is not JSON"}, 400)
    except KeyError as error:
        return reply({"error": f"missing field {error}"}, 400)
    except web.HTTPException:
        raise
    except Exception as error:
        body = {"error": f"{type(error).__name__}: {error}"}
        if settings.debug:
            body["trace"] = traceback.format_exc()
        return reply(body, 500)


@web.middleware
async def cross_origin(request, handler):
    if request.method == "OPTIONS":
        return web.Response(status=204, headers={"Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE"})
    return await handler(request)


async def add_headers(request, response):
    origin = request.headers.get("Origin")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"


def find_token(request):
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:]
    return request.query.get("access_token") or request.cookies.get("mp_token")


@web.middleware
async def sign_in(request, handler):
    request["user"] = None
    token = find_token(request)
    if token:
        try:
            claims = read_token(token)
            request["user"] = {"id": int(claims["sub"]), "role": claims["role"], "handle": claims["handle"]}
        except Exception:
            request["user"] = None
    if request["user"] is None and not is_public(request):
        raise ApiError(401, "sign in first")
    return await handler(request)


MIDDLEWARES = [access_log, errors, cross_origin, sign_in]
