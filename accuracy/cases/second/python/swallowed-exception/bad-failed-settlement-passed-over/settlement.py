import logging

from celery import shared_task

from ledger import Ledger
from models import Payout

logger = logging.getLogger(__name__)


@shared_task
def settle(payout_ids: list[int]) -> int:
    ledger = Ledger.connect()
    settled = 0
    for payout in Payout.objects.filter(pk__in=payout_ids[:500]).select_related("merchant"):
        try:
            ledger.transfer(payout.merchant.account, payout.cents)
            settled += 1
        except Exception:
            pass
    return settled
