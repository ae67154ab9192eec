import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)


def audit_rows(tenant_table):
    return sqlite3.connect("audit.sqlite").execute("SELECT at, action FROM " + tenant_table + " ORDER BY at DESC LIMIT 20").fetchall()


@app.get("/audit")
def audit():
    settings = {"table": "audit_events", "label": "all"}
    settings["label"] = request.args.get("table", "audit_events")
    rows = audit_rows(settings["table"])
    return jsonify(label=settings["label"], rows=rows)
