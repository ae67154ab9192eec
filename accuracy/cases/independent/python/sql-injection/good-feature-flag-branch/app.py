import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)
USE_LEGACY_SEARCH = False


@app.get("/staff")
def staff():
    name = request.args["name"]
    connection = sqlite3.connect("people.sqlite")
    if USE_LEGACY_SEARCH:
        rows = connection.execute("SELECT id FROM staff WHERE name = '%s'" % name).fetchall()
    else:
        rows = connection.execute("SELECT id FROM staff WHERE name = ?", (name,)).fetchall()
    return jsonify(rows)
