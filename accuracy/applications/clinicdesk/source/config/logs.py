import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CREDENTIAL = re.compile(r"\b(password|token|secret|sessionid)=[^\s&]{1,200}", re.IGNORECASE)


class ScrubFilter(logging.Filter):
    """Formats early, then removes line breaks and credentials from the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = _CONTROL.sub(" ", record.getMessage())
        record.msg = _CREDENTIAL.sub(r"\1=[redacted]", message)[:4000]
        record.args = ()
        return True
