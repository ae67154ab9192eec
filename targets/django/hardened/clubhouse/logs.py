import json
import logging
import time

_EXTRA = ("event", "request", "method", "path", "status", "milliseconds", "account", "policy", "address")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; values are encoded, so entries cannot be forged."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)), "level": record.levelname.lower(), "message": record.getMessage()}
        entry.update({name: getattr(record, name) for name in _EXTRA if isinstance(getattr(record, name, None), (str, int, float))})
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry)
