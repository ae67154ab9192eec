import logging

import httpx

from payments.card import Card

logger = logging.getLogger(__name__)


class Declined(Exception):
    pass


def charge(card: Card, cents: int) -> str:
    response = httpx.post(
        "https://acquirer.example.com/v2/charges",
        json={"pan": card.number, "cvc": card.cvc, "expires": card.expires, "amount": cents},
        timeout=8,
    )
    if response.status_code == 402:
        logger.warning("charge of %d declined for %s", cents, card)
        raise Declined
    response.raise_for_status()
    return response.json()["id"]
