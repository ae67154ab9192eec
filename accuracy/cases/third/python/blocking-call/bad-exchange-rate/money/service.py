from decimal import Decimal

from money.rates import current_rate


async def convert(amount: Decimal, currency: str) -> Decimal:
    rate = current_rate(currency)
    return (amount * Decimal(str(rate))).quantize(Decimal("0.01"))
