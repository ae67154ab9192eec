"""Structured log lines and the chained audit record."""

import hashlib
import json
import logging
import sys
import time

from .db import one

log = logging.getLogger("market")


class Lines(logging.Formatter):
    def format(self, record):
        fields = {"time": time.time(), "level": record.levelname.lower(), "event": record.getMessage()}
        fields.update(getattr(record, "fields", {}))
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields)


def configure():
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("aiohttp.access").disabled = True


def event(name, **fields):
    log.info(name, extra={"fields": fields})


def digest(value):
    return hashlib.sha256(value.encode()).hexdigest()


def audit(conn, actor_id, action, target, **detail):
    """Each row carries a digest over itself and the row before."""
    last = one(conn, "SELECT digest FROM audit ORDER BY id DESC LIMIT 1")
    text = json.dumps(detail, sort_keys=True)
    chained = digest("|".join([last["digest"] if last else "", str(actor_id), action, target, text]))
    conn.execute(
        "INSERT INTO audit (actor_id, action, object, detail, digest) VALUES (?, ?, ?, ?, ?)",
        (actor_id, action, target, text, chained),
    )
