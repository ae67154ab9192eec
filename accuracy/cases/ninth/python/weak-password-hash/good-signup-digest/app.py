import sqlite3

from flask import Flask, jsonify, request

from passwords import protect

app = Flask(__name__)


@app.post("/signup")
def signup():
    form = request.form
    conn = sqlite3.connect("users.db")
    with conn:
        conn.execute("INSERT INTO users (name, password) VALUES (?, ?)", (form["name"], protect(form["password"])))
    conn.close()
    return jsonify(created=True), 201
