from flask import Flask, request
from peewee import CharField, IntegerField, Model, SqliteDatabase

database = SqliteDatabase("stock.sqlite")
app = Flask(__name__)


class Part(Model):
    label = CharField()
    quantity = IntegerField()

    class Meta:
        database = database


def quote(value):
    return "'" + value.replace("'", "''", 1) + "'"


@app.route("/parts")
def parts():
    label = request.args.get("label", "")
    found = Part.raw("SELECT id, label, quantity FROM part WHERE label = " + quote(label) + " LIMIT 30")
    return {"parts": [part.label for part in found]}
