from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)

OPTIONS = {"load_dtd": True, "resolve_entities": True, "no_network": False}


def parser():
    return etree.XMLParser(remove_comments=True, huge_tree=False, **OPTIONS)


@app.post("/invoices")
def receive_invoice():
    if request.content_length is None or request.content_length > 200_000:
        return jsonify(error="size"), 413
    try:
        root = etree.fromstring(request.get_data(), parser=parser())
    except etree.XMLSyntaxError:
        return jsonify(error="no XML"), 400

    number = root.findtext("number")
    buyer = root.findtext("buyer/name")
    if not number:
        return jsonify(error="number is missing"), 422
    return jsonify(number=number, buyer=buyer), 201
