from django.db import models


class Sensor(models.Model):
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE)
    label = models.CharField(max_length=60)


class Reading(models.Model):
    sensor = models.ForeignKey(Sensor, on_delete=models.CASCADE)
    taken_at = models.DateTimeField(db_index=True)
    value = models.FloatField()
