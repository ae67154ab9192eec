from django.db import models

from depots.managers import DepotQuerySet


class Depot(models.Model):
    name = models.CharField(max_length=80)
    closed_on = models.DateField(null=True)

    objects = DepotQuerySet.as_manager()


class Job(models.Model):
    depot = models.ForeignKey(Depot, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=30)
    done_at = models.DateTimeField(null=True)
