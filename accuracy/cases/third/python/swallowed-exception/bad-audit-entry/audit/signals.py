import logging

from django.db.models.signals import post_save
from django.dispatch import receiver

from audit.models import Entry
from contracts.models import Contract

log = logging.getLogger(__name__)


@receiver(post_save, sender=Contract)
def contract_saved(sender, instance, created, **kwargs):
    try:
        Entry.objects.create(
            subject=f"contract:{instance.pk}",
            action="created" if created else "changed",
            actor_id=instance.changed_by_id,
        )
    except Exception:
        pass
