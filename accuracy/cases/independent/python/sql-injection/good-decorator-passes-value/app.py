from functools import wraps

import sqlite3
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
TENANTS = {"north", "south"}


def with_tenant(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        tenant = request.headers.get("X-Tenant", "north")
        if tenant not in TENANTS:
            abort(400)
        return view(tenant, *args, **kwargs)

    return wrapped


@app.get("/totals")
@with_tenant
def totals(tenant):
    rows = sqlite3.connect("totals.sqlite").execute(f"SELECT month, total FROM totals_{tenant} LIMIT 12").fetchall()
    return jsonify(rows)
