from dataclasses import dataclass

import psycopg
from flask import Flask, jsonify, request
from flask.views import MethodView


@dataclass
class Filter:
    brand: str
    limit: int = 20


class Bikes(MethodView):
    def get(self):
        wanted = Filter(brand=request.args.get("brand", ""), limit=min(request.args.get("limit", 20, type=int), 50))
        with psycopg.connect("dbname=bikes") as connection:
            rows = connection.execute("SELECT id FROM bikes WHERE brand = %s LIMIT %s", (wanted.brand, wanted.limit)).fetchall()
        return jsonify(rows)


app = Flask(__name__)
app.add_url_rule("/bikes", view_func=Bikes.as_view("bikes"))
