import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/archive")
def archive():
    parts = ["letters", request.args.get("box", "")]
    _, name = parts
    rows = sqlite3.connect("archive.sqlite").execute(f"SELECT id FROM {name} LIMIT 10").fetchall()
    return jsonify(rows)
