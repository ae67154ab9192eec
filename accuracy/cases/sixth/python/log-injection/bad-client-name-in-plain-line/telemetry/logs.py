import logging
import logging.config


class LineFormatter(logging.Formatter):
    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).rstrip()


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
