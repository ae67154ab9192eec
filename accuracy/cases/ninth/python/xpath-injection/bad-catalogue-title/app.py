from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)

catalogue = etree.parse("catalogue.xml")


@app.get("/catalogue/size")
def size():
    return jsonify(books=int(catalogue.xpath("count(//book)")))


@app.get("/catalogue")
def by_title():
    *_, title = ["", *request.args.getlist("title")]
    books = catalogue.xpath(f"//book[title='{title}']/@isbn")
    return jsonify([str(isbn) for isbn in books])
