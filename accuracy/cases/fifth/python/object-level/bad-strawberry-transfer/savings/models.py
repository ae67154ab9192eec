from tortoise import fields
from tortoise.models import Model


class Account(Model):
    id = fields.IntField(primary_key=True)
    holder_id = fields.IntField(db_index=True)
    label = fields.CharField(max_length=60)
    iban = fields.CharField(max_length=34)
    balance = fields.DecimalField(max_digits=12, decimal_places=2, default=0)
