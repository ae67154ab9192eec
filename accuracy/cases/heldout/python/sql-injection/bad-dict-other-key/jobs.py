import sqlite3

from flask import Blueprint, jsonify, request

jobs = Blueprint("jobs", __name__, url_prefix="/jobs")


@jobs.get("/")
def list_jobs():
    options = {"state": "waiting", "wanted": request.args.get("state", "waiting")}
    connection = sqlite3.connect("jobs.sqlite")
    try:
        rows = connection.execute("SELECT id, kind FROM jobs WHERE state = '%(wanted)s' LIMIT 100" % options).fetchall()
    finally:
        connection.close()
    return jsonify(rows)
