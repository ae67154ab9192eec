import json
import logging
import time
import uuid

from flask import Flask, g, request

from .database import db
from .models import Trail

log = logging.getLogger("tunelend")


class Lines(logging.Formatter):
    """One JSON object a line, so that no value can begin a new one."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {"level": record.levelname, "name": record.name, "message": record.getMessage()}
        entry.update(getattr(record, "facts", {}))
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def install(app: Flask) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)

    @app.before_request
    def begin() -> None:
        g.request_id, g.started = uuid.uuid4().hex, time.monotonic()

    @app.after_request
    def finish(response):
        # The rule, not the path: paths of resets carry a secret.
        facts = {
            "id": g.get("request_id"),
            "method": request.method,
            "rule": str(request.url_rule),
            "status": response.status_code,
            "ms": round((time.monotonic() - g.get("started", time.monotonic())) * 1000),
        }
        log.info("request", extra={"facts": facts})
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response


def note(what: str, subject: object = "") -> None:
    """Part of the transaction of the caller: what is not written down has not happened."""
    member = g.get("member")
    db().add(
        Trail(member_id=member.id if member else None, what=what, subject=str(subject), address=request.remote_addr or "")
    )
