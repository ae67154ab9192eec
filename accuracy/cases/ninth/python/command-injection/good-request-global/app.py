import os

from flask import Flask, g, jsonify, request

app = Flask(__name__)

ZONES = {"north": "zone-n1", "south": "zone-s1", "test": "zone-t9"}


@app.before_request
def pick_zone():
    wanted = request.cookies.get("zone", "north")
    g.zone = ZONES.get(wanted, "zone-n1")


@app.get("/cluster/load")
def cluster_load():
    with os.popen("clusterctl load --zone " + g.zone) as pipe:
        lines = pipe.read().splitlines()
    return jsonify(zone=g.zone, load=lines[:50])
