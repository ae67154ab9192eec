import os
from collections import ChainMap

from flask import Flask, jsonify, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"])

FIXED = {"schema": "public", "limit": 50}


@app.get("/audit/latest")
def latest():
    settings = ChainMap(FIXED, request.args.to_dict())
    schema = settings["schema"]
    with engine.connect() as conn:
        rows = conn.execute(text(f"SELECT id, action FROM {schema}.audit ORDER BY id DESC LIMIT 50"))
        entries = [{"id": row.id, "action": row.action} for row in rows]
    return jsonify(tz=settings.get("tz", "UTC"), entries=entries)
