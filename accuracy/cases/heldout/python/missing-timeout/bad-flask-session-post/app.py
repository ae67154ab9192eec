import os

from flask import Flask, request

from supplier import Supplier

app = Flask(__name__)
supplier = Supplier(os.environ["SUPPLIER_TOKEN"])


@app.post("/reorder")
def reorder():
    body = request.get_json()
    return supplier.order(str(body["sku"]), int(body["amount"]))
