import psycopg2
from flask import Flask, jsonify
from flask.views import MethodView

app = Flask(__name__)


class PoolView(MethodView):
    def get(self, name):
        with psycopg2.connect("dbname=swim") as conn, conn.cursor() as cur:
            cur.execute("SELECT lanes, depth FROM pools WHERE name = %s", (name,))
            return jsonify(cur.fetchone())


class LaneView(MethodView):
    def get(self, number):
        with psycopg2.connect("dbname=swim") as conn, conn.cursor() as cur:
            cur.execute(f"SELECT free FROM lanes WHERE number = {number}")
            return jsonify(cur.fetchone())


app.add_url_rule("/pools/<name>", view_func=PoolView.as_view("pool"))
app.add_url_rule("/lanes/<int:number>", view_func=LaneView.as_view("lane"))
