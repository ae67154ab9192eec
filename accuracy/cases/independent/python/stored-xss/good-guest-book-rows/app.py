import sqlite3

from flask import Flask, render_template_string, request

app = Flask(__name__)
LIST = "<ul>{% for text in texts %}<li>{{ text }}</li>{% endfor %}</ul>"


@app.post("/comments")
def add_comment():
    with sqlite3.connect("guests.sqlite") as db:
        db.execute("INSERT INTO comments (text) VALUES (?)", (request.form["text"],))
    return "", 204


@app.get("/comments")
def comments():
    with sqlite3.connect("guests.sqlite") as db:
        texts = [row[0] for row in db.execute("SELECT text FROM comments ORDER BY rowid DESC LIMIT 50")]
    return render_template_string(LIST, texts=texts)
