from peewee import CharField, DateTimeField, ForeignKeyField, Model, PostgresqlDatabase

database = PostgresqlDatabase("shop")


class Customer(Model):
    name = CharField()

    class Meta:
        database = database


class Order(Model):
    customer = ForeignKeyField(Customer, backref="orders")
    placed_at = DateTimeField()

    class Meta:
        database = database
