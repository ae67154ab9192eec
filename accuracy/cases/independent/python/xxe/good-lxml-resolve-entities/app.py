from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)


@app.post("/invoices/import")
def import_invoice():
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(request.get_data(), parser)
    return jsonify(number=root.findtext("number"))
