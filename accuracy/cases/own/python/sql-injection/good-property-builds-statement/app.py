import sqlite3
from flask import Flask, jsonify, request
app = Flask(__name__)
class Search:
    def __init__(self, text):
        self.text = text
    @property
    def statement(self):
        return "SELECT id FROM films WHERE title LIKE ? LIMIT 20"
@app.get("/films")
def films():
    search = Search(request.args["q"])
    with sqlite3.connect("films.sqlite") as db:
        return jsonify(db.execute(search.statement, (f"%{search.text}%",)).fetchall())
