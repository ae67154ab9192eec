import sqlite3

from flask import Flask, jsonify, request

from paging import NotePager

app = Flask(__name__)
pager = NotePager()


@app.get("/notes")
def notes():
    token = request.args.get("cursor", "e30=")
    conn = sqlite3.connect("notes.db")
    try:
        rows = conn.execute(pager.statement(token)).fetchall()
    finally:
        conn.close()
    return jsonify([{"id": i, "body": body} for i, body in rows])
