import peewee as pw

db = pw.PostgresqlDatabase(None)


class Notice(pw.Model):
    account_id = pw.IntegerField(unique=True)
    subject = pw.CharField(max_length=200)
    text = pw.TextField()

    class Meta:
        database = db
