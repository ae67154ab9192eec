import json
from enum import StrEnum
from urllib.request import urlopen

from flask import Flask, jsonify, request

app = Flask(__name__)


class Region(StrEnum):
    EAST = "east"
    WEST = "west"


@app.get("/metrics")
def metrics():
    wanted = request.args.get("region", "east")
    try:
        region = Region(wanted)
    except ValueError:
        return jsonify(error="unknown region"), 400
    with urlopen("http://%s.metrics.internal/summary" % region, timeout=4) as reply:
        return jsonify(json.load(reply))
