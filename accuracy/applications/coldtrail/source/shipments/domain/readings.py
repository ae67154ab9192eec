from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Hook, Outgoing, Reading, Sensor, Shipment
from .profiles import profiles


def tell(shipment: Shipment, event: str) -> None:
    body = {"event": event, "shipment": str(shipment.pk), "number": shipment.number}
    hooks = Hook.objects.filter(carrier_id=shipment.carrier_id).only("pk")
    Outgoing.objects.bulk_create(Outgoing(hook=hook, body=body, due_at=timezone.now()) for hook in hooks)


@transaction.atomic
def take(sensor: Sensor, batch: list[dict]) -> int:
    """Readings in the order of their time. The shipment is locked, so an alarm is raised once."""
    shipment = Shipment.objects.select_for_update().filter(pk=sensor.shipment_id, state=Shipment.State.MOVING).first()
    if shipment is None:
        return 0
    profile = profiles()[shipment.profile]
    rows = [Reading(shipment=shipment, sensor=sensor, **item) for item in sorted(batch, key=lambda item: item["at"])]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    since, alarmed = shipment.too_warm_since, False
    for row in rows:
        if profile.holds(row.celsius):
            since = None
            continue
        before = since is not None and row.at - since > profile.tolerance
        since = since or row.at
        alarmed = alarmed or (not before and row.at - since > profile.tolerance)
    if since != shipment.too_warm_since:
        shipment.too_warm_since = since
        shipment.save(update_fields=["too_warm_since"])
    if alarmed:
        tell(shipment, "shipment.too-warm")
    return len(rows)


def oldest_allowed():
    return timezone.now() - timedelta(days=3)
