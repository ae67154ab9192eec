import sqlite3

from flask import Flask, request

from retention import purge

app = Flask(__name__)


@app.post("/maintenance/purge")
def run_purge():
    return {"removed": purge(sqlite3.connect("events.sqlite"), request.json["before"])}
