import logging

from ledger import post

log = logging.getLogger(__name__)


class Booker:
    def book(self, order_id, amount):
        try:
            post(order_id, amount)
        except Exception:
            log.exception("booking of order %s failed", order_id)
            raise
        return {"order": order_id}
