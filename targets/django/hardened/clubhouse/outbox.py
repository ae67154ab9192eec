"""Mail waits in a bounded queue and is sent by a thread: an answer never waits for it, and takes as long whether there is mail or not."""

import logging
import queue
import threading

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

log = logging.getLogger("clubhouse")
_waiting: queue.Queue = queue.Queue(maxsize=500)
_started = threading.Event()


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        if not _started.is_set():
            _started.set()
            threading.Thread(target=_deliver, daemon=True, name="outbox").start()
        sent = 0
        for message in email_messages:
            try:
                _waiting.put_nowait(message)
                sent += 1
            except queue.Full:
                log.error("mail.full")
        return sent


def _deliver() -> None:
    while True:
        message = _waiting.get()
        if settings.EMAIL_HOST == "":
            log.info("mail.off")
            continue
        try:
            EmailBackend(timeout=settings.EMAIL_TIMEOUT).send_messages([message])
        except OSError as error:
            log.error("mail.failed", exc_info=error)
