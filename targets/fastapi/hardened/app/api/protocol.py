"""The outermost layer: headers on every answer, one log line a request, limits of size and type, the last resort for errors."""

import logging
import time
import uuid

from app.api.problems import problem_response

log = logging.getLogger("wallet")
MAX_BODY_BYTES = 128 * 1024
MAX_UPLOAD_BYTES = 2 * 1024 * 1024
UPLOAD_PATH = "/documents"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class TooLarge(Exception):
    pass


class Protocol:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request_id, started, status = str(uuid.uuid4()), time.perf_counter(), 0
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_headers(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {name.lower() for name, _ in message["headers"]}
                added = HEADERS | {"cache-control": "no-store", "x-request-id": request_id} | scope["state"].get("limit_headers", {})
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in added.items() if k.encode() not in present)]
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, send_with_headers)
            else:
                await self.app(scope, self._counted(scope, receive), send_with_headers)
        except TooLarge:
            await problem_response(413, "The request is too large")(scope, receive, send_with_headers)
        except Exception:
            log.exception("request.failed", extra={"request_id": request_id})
            if status == 0:
                await problem_response(500, "Something went wrong")(scope, receive, send_with_headers)
        finally:
            ms = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", extra={"request_id": request_id, "method": scope["method"], "path": scope["path"], "status": status, "ms": ms})

    @staticmethod
    def _limit(scope):
        return MAX_UPLOAD_BYTES if scope["path"] == UPLOAD_PATH else MAX_BODY_BYTES

    def _refusal(self, scope):
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] not in METHODS:
            return problem_response(405, "Method not allowed", {"allow": ", ".join(sorted(METHODS))})
        length = headers.get(b"content-length", "0")
        if length.isdigit() and int(length) > self._limit(scope):
            return problem_response(413, "The request is too large")
        has_body = length != "0" or b"transfer-encoding" in headers
        wanted = "multipart/form-data" if scope["path"] == UPLOAD_PATH else "application/json"
        if has_body and headers.get(b"content-type", "").split(";")[0].strip().lower() != wanted:
            return problem_response(415, f"Send {wanted}")
        return None

    def _counted(self, scope, receive):
        received = 0

        async def counted():
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit(scope):
                raise TooLarge
            return message

        return counted
