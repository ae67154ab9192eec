from ..models import AuditEntry


def note(actor, deed: str, thing: object) -> None:
    AuditEntry.objects.create(carrier_id=actor.carrier_id if actor else None, actor=actor, deed=deed, thing=str(thing))
