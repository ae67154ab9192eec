import sqlite3

from flask import Flask, render_template

app = Flask(__name__)


@app.get("/guestbook")
def guestbook():
    rows = sqlite3.connect("book.db").execute("SELECT author, entry FROM book ORDER BY id DESC LIMIT 50").fetchall()
    return render_template("guestbook/page.html", entries=[{"author": row[0], "entry": row[1]} for row in rows])
