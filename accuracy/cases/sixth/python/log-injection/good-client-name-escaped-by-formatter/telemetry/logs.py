import logging
import logging.config
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class LineFormatter(logging.Formatter):
    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).rstrip()
        return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def configure() -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"()": LineFormatter, "format": "%(asctime)s %(levelname)s %(message)s"}
            },
            "handlers": {
                "file": {
                    "class": "logging.handlers.WatchedFileHandler",
                    "filename": "/var/log/telemetry/access.log",
                    "formatter": "line",
                }
            },
            "root": {"level": "INFO", "handlers": ["file"]},
        }
    )
