import sqlite3
from html import escape
from flask import Flask
app = Flask(__name__)
@app.get("/comments")
def comments():
    with sqlite3.connect("site.sqlite") as db:
        rows = db.execute("SELECT body FROM comments ORDER BY id DESC LIMIT 20").fetchall()
    return "".join("<p>" + escape(row[0]) + "</p>" for row in rows)
