from tortoise import fields
from tortoise.models import Model

from forum.passwords import hash_password


class Writer(Model):
    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    password = fields.CharField(max_length=200)

    def set_password(self, password: str) -> None:
        self.password = hash_password(password)
