import logging

log = logging.getLogger(__name__)


class Charge:
    def __init__(self, card_number, amount):
        self.card_number = card_number
        self.amount = amount


def charge(order):
    log.info("charging %s to card %s", order.amount, order.card_number)
    return {"state": "accepted"}
