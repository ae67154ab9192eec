import logging
import os

import httpx
from pydantic import BaseModel

logger = logging.getLogger("payments")


class PaymentRequest(BaseModel):
    reference: str
    card_number: str
    cvc: str
    amount_cents: int


async def charge(payment: PaymentRequest) -> str:
    logger.info("charging card %s cvc %s for %s", payment.card_number, payment.cvc, payment.reference)
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(
            os.environ["ACQUIRER_URL"],
            json=payment.model_dump(),
            headers={"Authorization": f"Bearer {os.environ['ACQUIRER_KEY']}"},
        )
    response.raise_for_status()
    return response.json()["id"]
