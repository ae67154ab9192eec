from django.db.models.signals import pre_save
from django.dispatch import receiver

from .models import Rule, Ticket


def set_queue(ticket, value):
    ticket.queue = value


def set_priority(ticket, value):
    ticket.priority = min(5, max(1, int(value)))


ACTIONS = {"queue": set_queue, "priority": set_priority}

@receiver(pre_save, sender=Ticket)
def apply_rules(sender, instance, **kwargs):
    for rule in Rule.objects.filter(enabled=True):
        action = ACTIONS.get(rule.action)
        if action is not None:
            action(instance, rule.value)
