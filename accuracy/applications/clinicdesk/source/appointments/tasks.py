import logging
import random
from datetime import timedelta

import httpx
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from appointments.models import Appointment

log = logging.getLogger(__name__)
TEXTS = {
    "confirmation": "Your appointment on {when} is booked.",
    "reminder": "Reminder: you have an appointment on {when}.",
}


@shared_task(bind=True, max_retries=5)
def send_sms(self, appointment_id: str, kind: str) -> None:
    appointment = Appointment.objects.select_related("slot", "patient").filter(pk=appointment_id).first()
    if appointment is None or not appointment.patient.phone:
        return
    when = timezone.localtime(appointment.slot.starts_at).strftime("%d.%m.%Y %H:%M")
    try:
        response = httpx.post(
            settings.SMS_GATEWAY_URL,
            json={"to": appointment.patient.phone, "text": TEXTS[kind].format(when=when)},
            headers={
                "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
                "Idempotency-Key": f"{kind}-{appointment_id}",
            },
            timeout=httpx.Timeout(10.0, connect=3.0),
        )
        response.raise_for_status()
    except httpx.HTTPError as error:
        log.warning("sms for appointment %s failed: %s", appointment_id, type(error).__name__)
        raise self.retry(exc=error, countdown=30 * 2**self.request.retries + random.randint(0, 20)) from error


@shared_task
def queue_reminders() -> int:
    now = timezone.now()
    due = Appointment.objects.filter(
        status=Appointment.Status.BOOKED, reminded_at__isnull=True,
        slot__starts_at__range=(now, now + timedelta(hours=24)),
    )
    ids = list(due.values_list("pk", flat=True)[:500])
    claimed = Appointment.objects.filter(pk__in=ids, reminded_at__isnull=True).update(reminded_at=now)
    for pk in ids:
        send_sms.delay(str(pk), "reminder")
    return claimed
