from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
catalogue = etree.parse("catalogue.xml")


@app.get("/books")
def books():
    title = request.args.get("title", "")
    found = catalogue.xpath(f"//book[title='{title}' and @visible='yes']/isbn/text()")
    return jsonify([str(isbn) for isbn in found])
