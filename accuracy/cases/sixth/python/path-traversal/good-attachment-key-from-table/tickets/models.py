import uuid

import peewee as pw

db = pw.PostgresqlDatabase(None)


class Attachment(pw.Model):
    id = pw.AutoField()
    ticket_id = pw.IntegerField(index=True)
    owner_id = pw.IntegerField()
    title = pw.CharField(max_length=255)
    storage_key = pw.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        database = db
