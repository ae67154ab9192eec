import os

from peewee import CharField, Model
from playhouse.db_url import connect

database = connect(os.environ["DATABASE_URL"])


class BaseModel(Model):
    class Meta:
        database = database


class Account(BaseModel):
    name = CharField(unique=True, max_length=40)
    password = CharField(max_length=200)
