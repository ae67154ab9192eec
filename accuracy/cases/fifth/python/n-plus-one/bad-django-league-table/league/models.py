from django.db import models


class Coach(models.Model):
    name = models.CharField(max_length=80)


class Team(models.Model):
    name = models.CharField(max_length=80)
    points = models.IntegerField(default=0)
    coach = models.ForeignKey(Coach, on_delete=models.PROTECT)


class Player(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="players")
    name = models.CharField(max_length=80)
    goals = models.IntegerField(default=0)
