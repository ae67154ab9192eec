import sqlite3

from flask import Flask, jsonify, request

from scope import tenant_scope

app = Flask(__name__)


@app.get("/devices/summary")
def device_summary():
    with tenant_scope(request.headers, app.logger) as tenant:
        conn = sqlite3.connect("fleet.db")
        try:
            row = conn.execute(
                "SELECT count(*), max(last_seen) FROM devices WHERE tenant_id = {}".format(tenant)
            ).fetchone()
        finally:
            conn.close()
    return jsonify(devices=row[0], last_seen=row[1])
