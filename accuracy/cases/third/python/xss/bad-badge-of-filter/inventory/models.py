from django.db import models


class Asset(models.Model):
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT)
    tag = models.CharField(max_length=60)
