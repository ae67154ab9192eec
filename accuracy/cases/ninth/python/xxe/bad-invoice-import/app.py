from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)

PARSER_OPTIONS = {"resolve_entities": True, "load_dtd": True, "remove_blank_text": True}


def make_parser(**extra):
    return etree.XMLParser(**(PARSER_OPTIONS | extra))


@app.post("/invoices/import")
def import_invoice():
    upload = request.files["invoice"]
    try:
        root = etree.fromstring(upload.read(), make_parser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        return jsonify(error="malformed"), 400
    return jsonify(number=root.findtext("number"), total=root.findtext("total"))
