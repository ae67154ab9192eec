from django.db import models
from django.db.models import F
from django.utils import timezone


class TrailQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed=False)

    def visible_to(self, user):
        return self if user.is_staff_member else self.open()


class DayQuerySet(models.QuerySet):
    def take(self, trail, day, hikers):
        """Places of a day, in one statement; whether there were enough."""
        return self.filter(trail=trail, day=day, left__gte=hikers).update(left=F("left") - hikers) == 1

    def give_back(self, trail, day, hikers):
        self.filter(trail=trail, day=day).update(left=F("left") + hikers)


class PermitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rangers see the permits of all trails, hikers their own."""
        return self if user.is_staff_member else self.filter(holder=user)

    def with_names(self):
        return self.select_related("trail", "holder")

    def overdue(self):
        return self.filter(state__in=("asked", "granted"), day__lt=timezone.localdate())


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_staff_member else self.filter(author=user)
