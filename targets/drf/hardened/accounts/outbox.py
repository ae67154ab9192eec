"""What is to be sent waits here for the worker of the mail service; what is secret stays out of the log and the database."""

import logging
import threading
from collections import deque

MOST_WAITING = 1000
log = logging.getLogger("talent")
_waiting: deque = deque()
_lock = threading.Lock()


def put(account_id, template: str, secret: str) -> None:
    with _lock:
        if len(_waiting) < MOST_WAITING:
            _waiting.append((account_id, template, secret))
            return
    log.error("mail.full")


def take(most: int) -> list:
    with _lock:
        return [_waiting.popleft() for _number in range(min(most, len(_waiting)))]
