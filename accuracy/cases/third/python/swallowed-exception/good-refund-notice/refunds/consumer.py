import json
import logging

from refunds.ledger import AlreadyBooked, book_refund

log = logging.getLogger(__name__)


def on_message(channel, method, properties, body: bytes) -> None:
    """Books each refund that the payment provider announces."""
    notice = json.loads(body)
    try:
        book_refund(notice["order"], notice["amount"])
    except AlreadyBooked:
        log.info("refund of order %s was booked before", notice["order"])
    channel.basic_ack(method.delivery_tag)
