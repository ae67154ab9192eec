from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=60)


class Employee(models.Model):
    team = models.ForeignKey(Team, related_name="employees", on_delete=models.PROTECT)
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    starts_on = models.DateField()
