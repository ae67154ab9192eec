import json
import logging
import os
import uuid

from . import config

log = logging.getLogger("larder.mail")


def send_mail(to: str, subject: str, text: str) -> None:
    """Leaves the message in the spool of the relay, readable by us alone."""
    if config.MAIL_SPOOL is None:
        return
    path = os.path.join(config.MAIL_SPOOL, f"{uuid.uuid4()}.json")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"to": to, "subject": subject, "text": text}, file)
    except OSError:
        log.exception("mail not spooled")
