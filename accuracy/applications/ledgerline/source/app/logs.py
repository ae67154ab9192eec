import logging
import re
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_SENSITIVE = frozenset({"authorization", "password", "secret", "token", "cookie", "iban"})


def _clean(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)[:2000]
    if isinstance(value, dict) and depth < 4:
        return {
            k: "[redacted]" if str(k).lower() in _SENSITIVE else _clean(v, depth + 1)
            for k, v in value.items()
        }
    if isinstance(value, (list, tuple)) and depth < 4:
        return [_clean(item, depth + 1) for item in value[:50]]
    return value


def scrub(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return _clean(event)


def configure_logging() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            scrub,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
