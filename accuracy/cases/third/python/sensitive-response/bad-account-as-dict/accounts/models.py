from peewee import AutoField, CharField, Model, PostgresqlDatabase, TextField
from playhouse.shortcuts import model_to_dict

from accounts.config import DATABASE

db = PostgresqlDatabase(**DATABASE)


class Account(Model):
    id = AutoField()
    email = CharField(unique=True)
    display_name = CharField()
    password_hash = TextField()
    recovery_codes = TextField(default="")

    class Meta:
        database = db

    def as_dict(self) -> dict:
        return model_to_dict(self)
