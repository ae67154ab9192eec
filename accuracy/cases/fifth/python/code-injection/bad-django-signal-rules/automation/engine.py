from django.db.models.signals import pre_save
from django.dispatch import receiver

from .models import Rule, Ticket


@receiver(pre_save, sender=Ticket)
def apply_rules(sender, instance, **kwargs):
    for rule in Rule.objects.filter(enabled=True):
        exec(rule.script, {"ticket": instance})
