from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import record

from .models import Day, Permit

AHEAD = timedelta(days=120)


class Refused(Exception):
    """Said to the user as it is."""


def book(request, trail, day, hikers):
    today = timezone.localdate()
    if not today <= day <= today + AHEAD:
        raise Refused("The day is too far away.")
    if trail.closed:
        raise Refused("The trail is closed.")
    with transaction.atomic():
        if not Day.objects.take(trail, day, hikers):
            raise Refused("There are not enough places on this day.")
        permit = Permit.objects.create(trail=trail, holder=request.user, day=day, hikers=hikers)
        record(request, "permit asked", permit.pk)
    return permit


MOVES = {
    "granted": ("asked",),
    "declined": ("asked",),
    "cancelled": ("asked", "granted"),
    "used": ("granted",),
}


def move(request, permit, state):
    """The one way in which a permit changes. The row is locked, so that places are given back once."""
    with transaction.atomic():
        fresh = Permit.objects.select_for_update().get(pk=permit.pk)
        if fresh.state not in MOVES[state]:
            raise Refused(f"A permit that is {fresh.state} cannot become {state}.")
        if state == "used" and fresh.day != timezone.localdate():
            raise Refused("The permit is for another day.")
        fresh.state = state
        fresh.save(update_fields=["state"])
        if state in ("declined", "cancelled"):
            Day.objects.give_back(fresh.trail_id, fresh.day, fresh.hikers)
        record(request, f"permit {state}", fresh.pk)
    permit.state = fresh.state
    return permit
