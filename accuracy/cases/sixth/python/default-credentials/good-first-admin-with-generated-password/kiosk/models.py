import peewee as pw

db = pw.PostgresqlDatabase(None)


class Operator(pw.Model):
    name = pw.CharField(max_length=40, unique=True)
    password = pw.CharField(max_length=200)
    role = pw.CharField(max_length=10, default="clerk")

    class Meta:
        database = db
