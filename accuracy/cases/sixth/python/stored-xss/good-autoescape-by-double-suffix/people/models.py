from tortoise import fields
from tortoise.models import Model


class Profile(Model):
    id = fields.IntField(primary_key=True)
    handle = fields.CharField(max_length=40, unique=True)
    biography = fields.TextField(default="")
