from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from appointments.models import Appointment, Slot
from appointments.tasks import send_sms

CANCEL_UNTIL = timedelta(hours=12)
_ORDER = {"name": "u.last_name, u.id", "booked": "booked DESC, u.id", "share": "share DESC, u.id"}


class BookingError(Exception):
    """Its text may be shown to the user."""


@transaction.atomic
def book(patient: User, slot_id: UUID, reason: str) -> Appointment:
    slot = Slot.objects.select_for_update().filter(pk=slot_id, starts_at__gt=timezone.now()).first()
    if slot is None or Appointment.objects.filter(slot=slot, status=Appointment.Status.BOOKED).exists():
        raise BookingError("This time is no longer free.")
    appointment = Appointment.objects.create(slot=slot, patient=patient, reason=reason)
    transaction.on_commit(lambda: send_sms.delay(str(appointment.pk), "confirmation"))
    return appointment


@transaction.atomic
def cancel(user: User, appointment_id: UUID) -> Appointment:
    visible = Appointment.objects.visible_to(user).select_related("slot")
    appointment = visible.select_for_update(of=("self",)).get(pk=appointment_id)
    late = appointment.slot.starts_at - timezone.now() < CANCEL_UNTIL
    if appointment.status != Appointment.Status.BOOKED or (late and user.role == User.Role.PATIENT):
        raise BookingError("This appointment can no longer be cancelled online.")
    appointment.status = Appointment.Status.CANCELLED
    appointment.save(update_fields=["status"])
    return appointment


def utilisation(clinic_id: int, since: date, order: str) -> list[dict[str, Any]]:
    order_by = _ORDER.get(order, _ORDER["name"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT u.id, u.last_name AS name, count(s.id) AS slots, count(a.id) AS booked,
                   round(count(a.id)::numeric / greatest(count(s.id), 1), 3) AS share
              FROM accounts_user u
              JOIN appointments_slot s ON s.practitioner_id = u.id
              LEFT JOIN appointments_appointment a ON a.slot_id = s.id AND a.status = 'booked'
             WHERE s.clinic_id = %s AND s.starts_at >= %s
             GROUP BY u.id, u.last_name
             ORDER BY {order_by}
             LIMIT 200
            """,
            [clinic_id, since],
        )
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
