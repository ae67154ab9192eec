from flask import Flask, abort, jsonify
from lxml import etree

app = Flask(__name__)
BOOKS = etree.parse("data/books.xml")


@app.get("/books/<isbn>")
def book(isbn: str):
    found = BOOKS.xpath(f"/books/book[@isbn='{isbn}' and @visible='yes']")
    if not found:
        abort(404)
    return jsonify(title=found[0].findtext("title"), author=found[0].findtext("author"))
