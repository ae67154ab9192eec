import os

import psycopg
from flask import Blueprint, Flask, jsonify, request

stations = Blueprint("stations", __name__, url_prefix="/stations")

NEARBY = """
    SELECT id, name, capacity
      FROM stations
     WHERE city = %(city)s AND status = %(status)s
     ORDER BY name
     LIMIT 30
"""


@stations.get("/nearby")
def nearby():
    filters = {"city": "Basel", "status": "open"}
    filters |= {k: v for k, v in request.args.items() if k in filters}
    with psycopg.connect(os.environ["DATABASE_URL"]) as conn:
        rows = conn.execute(NEARBY, filters).fetchall()
    return jsonify([{"id": r[0], "name": r[1], "capacity": r[2]} for r in rows])


def create_app():
    app = Flask(__name__)
    app.register_blueprint(stations)
    return app
