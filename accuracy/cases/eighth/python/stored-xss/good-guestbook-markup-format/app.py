import sqlite3

from flask import Flask, redirect, request
from markupsafe import Markup

app = Flask(__name__)
ENTRY = "<li><b>{author}</b>: {text}</li>"


def database() -> sqlite3.Connection:
    connection = sqlite3.connect("guestbook.db")
    connection.row_factory = sqlite3.Row
    return connection


@app.post("/entries")
def add():
    with database() as connection:
        values = (request.form["author"][:40], request.form["text"][:400])
        connection.execute("INSERT INTO entries (author, text) VALUES (?, ?)", values)
    return redirect("/entries")


@app.get("/entries")
def entries():
    with database() as connection:
        rows = connection.execute("SELECT author, text FROM entries ORDER BY id DESC LIMIT 30").fetchall()

    items = [Markup(ENTRY).format(author=row["author"], text=row["text"]) for row in rows]
    return Markup("<ul>") + Markup("").join(items) + Markup("</ul>")
