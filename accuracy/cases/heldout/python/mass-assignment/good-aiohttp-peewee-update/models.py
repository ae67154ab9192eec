from peewee import BooleanField, CharField, Model, PostgresqlDatabase

database = PostgresqlDatabase("club")


class Player(Model):
    name = CharField()
    team = CharField()
    banned = BooleanField(default=False)

    class Meta:
        database = database


EDITABLE = {"name", "team"}


def rename(player_id, changes):
    return Player.update(changes).where(Player.id == player_id).execute()
