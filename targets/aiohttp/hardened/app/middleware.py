"""From the outside: errors and log, limits by address, sign-in and roles, limits by user, time."""

import asyncio
import json
import secrets
import sqlite3
import time

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from . import policy
from .config import settings
from .db import DB
from .journal import event, log
from .security import read_access
from .services.sessions import lookup
from .support import ApiError, reply

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
HANDLER_SECONDS = 20
MOST_AT_ONCE = 200
running = asyncio.Semaphore(MOST_AT_ONCE)


class QuietHandler(RequestHandler):
    """Answers to requests that could not be parsed look like all others."""

    __slots__ = ()

    def handle_error(self, request, status=500, exc=None, message=None):
        event("request.unreadable", status=status, kind=type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun")
        data = {"error": {"code": "bad_request" if status < 500 else "internal", "message": "Not understood."}}
        response = web.Response(
            status=status, body=json.dumps(data).encode(), content_type="application/json", headers=HEADERS
        )
        response.force_close()
        return response


def failure(request, status, code, message, headers=None):
    data = {"error": {"code": code, "message": message, "request_id": request["id"]}}
    return reply(data, status, headers)


def client_address(request):
    """The address of the peer; only a proxy named in the settings may speak for another."""
    peer = request.remote or "unknown"
    if peer in settings.trusted_proxies:
        return request.headers.get("X-Forwarded-For", peer).split(",")[-1].strip()[:45]
    return peer


def route_of(request):
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""


async def answer(request, handler):
    try:
        return await handler(request)
    except ApiError as error:
        return failure(request, error.status, error.code, error.message, error.headers)
    except web.HTTPException as error:
        headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
        return failure(request, error.status, "http_error", error.reason, headers)
    except web.RequestPayloadError:
        return failure(request, 400, "bad_body", "The body cannot be read.")
    except sqlite3.IntegrityError:
        return failure(request, 409, "conflict", "This does not fit what is there.")
    except TimeoutError:
        return failure(request, 503, "timeout", "This took too long.", {"Retry-After": "5"})
    except Exception:
        log.exception("request.failed", extra={"fields": {"request_id": request["id"]}})
        return failure(request, 500, "internal", "Something went wrong.")


@web.middleware
async def outermost(request, handler):
    started = time.monotonic()
    request["id"], request["user"], request["limit"] = secrets.token_hex(8), None, None
    request["address"] = client_address(request)
    response = await answer(request, handler)
    event(
        "request", request_id=request["id"], method=request.method, route=route_of(request), status=response.status,
        ms=int((time.monotonic() - started) * 1000), user_id=(request["user"] or {}).get("id"),
    )
    return response


async def hit(request, rules):
    state = await request.app[DB].write(policy.count, rules)
    if request["limit"] is None or state[1] < request["limit"][1]:
        request["limit"] = state
    if state[1] < 0:
        event("limit.reached", request_id=request["id"], key=rules[-1][0].split(":")[0])
        raise policy.too_many(state[2])


def method_of(request):
    return "GET" if request.method == "HEAD" else request.method


@web.middleware
async def limit_address(request, handler):
    if len(request.raw_path) > 2048:
        raise ApiError(414, "too_long", "The address is too long.")
    address, name = request["address"], (method_of(request), route_of(request))
    rules = [(f"address:{address}", *policy.ADDRESS_LIMIT)]
    if name in policy.ROUTE_LIMITS:
        rules.append((f"address:{address}:{' '.join(name)}", *policy.ROUTE_LIMITS[name]))
    await hit(request, rules)
    origin = request.headers.get("Origin")
    if request.method == "OPTIONS" and origin in settings.allowed_origins:
        return web.Response(
            status=204,
            headers={
                "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE",
                "Access-Control-Allow-Headers": "authorization, content-type",
                "Access-Control-Max-Age": "600",
            },
        )
    return await handler(request)


@web.middleware
async def sign_in(request, handler):
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        claims = read_access(token) if scheme.lower() == "bearer" else None
        user = await request.app[DB].read(lookup, claims) if claims else None
        if user is None:
            event("token.refused", request_id=request["id"])
            raise ApiError(401, "unauthenticated", "The token is not valid.", {"WWW-Authenticate": "Bearer"})
        request["user"] = user
    if request.match_info.http_exception is not None:
        return await handler(request)
    name = (method_of(request), route_of(request))
    if not policy.is_public(*name):
        user = request["user"]
        if user is None:
            raise ApiError(401, "unauthenticated", "Sign in first.", {"WWW-Authenticate": "Bearer"})
        if user["role"] not in policy.allowed_roles(name[1]):
            event("access.refused", request_id=request["id"], user_id=user["id"], route=name[1])
            raise ApiError(403, "forbidden", "This is not for you.")
    if request["user"]:
        user = request["user"]
        rules = [(f"user:{user['id']}", *policy.USER_LIMITS[user["role"]])]
        if name in policy.USER_ROUTE_LIMITS:
            rules.append((f"user:{user['id']}:{' '.join(name)}", *policy.USER_ROUTE_LIMITS[name]))
        await hit(request, rules)
    return await handler(request)


@web.middleware
async def in_time(request, handler):
    if request.path == "/v1/messages/live":
        return await handler(request)
    async with asyncio.timeout(HANDLER_SECONDS), running:
        return await handler(request)


async def add_headers(request, response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
    response.headers["X-Request-Id"] = request["id"]
    if request["limit"]:
        most, left, reset = request["limit"]
        response.headers["RateLimit-Limit"] = str(most)
        response.headers["RateLimit-Remaining"] = str(max(0, left))
        response.headers["RateLimit-Reset"] = str(reset)
    origin = request.headers.get("Origin")
    if origin in settings.allowed_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
    if settings.allowed_origins:
        response.headers["Vary"] = "Origin"


MIDDLEWARES = [outermost, limit_address, sign_in, in_time]
