import logging

import structlog

HIDDEN = frozenset({"password", "password_again", "iban"})


def mask_fields(logger, method: str, event: dict) -> dict:
    return {key: "***" if key in HIDDEN else value for key, value in event.items()}


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
