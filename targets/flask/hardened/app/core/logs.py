import json
import logging
import sys
import time

FIELDS = ("request_id", "method", "path", "status", "ms", "account", "address", "reason")


class JsonFormatter(logging.Formatter):
    """One object a line: what a client sends stays inside its quotes."""

    def format(self, record):
        entry = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)), "level": record.levelname.lower(), "event": record.getMessage()}
        entry.update({field: getattr(record, field) for field in FIELDS if hasattr(record, field)})
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def configure_logs() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.getLogger("clinic").handlers = [handler]
    logging.getLogger("clinic").setLevel(logging.INFO)
