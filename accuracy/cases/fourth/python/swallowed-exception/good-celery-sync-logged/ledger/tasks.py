import logging
import os

import requests
from celery import shared_task

from .models import Booking

log = logging.getLogger(__name__)


@shared_task(bind=True, max_retries=5)
def push_booking(self, booking_id):
    booking = Booking.objects.get(pk=booking_id)
    try:
        response = requests.post(
            os.environ["LEDGER_URL"],
            json={"id": booking.pk, "cents": booking.cents},
            timeout=10,
        )
        response.raise_for_status()
        Booking.objects.filter(pk=booking_id).update(synced=True)
    except requests.RequestException as exc:
        log.warning("booking %s not transferred", booking_id, exc_info=exc)
        raise self.retry(exc=exc, countdown=60)
