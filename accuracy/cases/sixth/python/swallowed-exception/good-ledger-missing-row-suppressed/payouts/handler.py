import contextlib
from decimal import Decimal

from psycopg import errors

from payouts.ledger import Ledger


class PayoutHandler:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def __call__(self, message: dict[str, str]) -> None:
        amount = Decimal(message["amount"])
        with contextlib.suppress(errors.UniqueViolation):
            await self.ledger.book(message["reference"], int(message["account"]), amount)
