import os

from peewee import CharField, IntegerField, Model
from playhouse.db_url import connect

db = connect(os.environ.get("VINYL_DB", "sqlite:///vinyl.db"))


class Record(Model):
    title = CharField()
    artist = CharField(index=True)
    year = IntegerField()

    class Meta:
        database = db

    def as_dict(self):
        return {"title": self.title, "artist": self.artist, "year": self.year}
