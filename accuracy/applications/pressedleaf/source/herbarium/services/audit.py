from ..models import AuditEntry


def note(person, deed: str, thing: str) -> None:
    AuditEntry.objects.create(institution_id=person.institution_id, person=person, deed=deed, thing=thing)
