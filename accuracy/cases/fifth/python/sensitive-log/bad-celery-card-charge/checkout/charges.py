import logging
import os

import requests

logger = logging.getLogger("checkout.charges")


class PaymentGateway:
    def __init__(self):
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {os.environ['GATEWAY_KEY']}"
        self.address = os.environ["GATEWAY_URL"]

    def charge(self, card_number, cvv, cents):
        payload = {"number": card_number, "cvv": cvv, "amount": cents}
        logger.info("charging %s cents: %s", cents, payload)
        response = self.session.post(f"{self.address}/charges", json=payload, timeout=12)
        response.raise_for_status()
        return response.json()["id"]
