import psycopg
from flask import Flask, jsonify, request
from invoices import InvoiceRepository

app = Flask(__name__)
repository = InvoiceRepository(psycopg.connect("dbname=billing"))


@app.route("/invoices")
def list_invoices():
    sort = request.args.get("sort", "date")
    descending = request.args.get("dir") == "desc"
    return jsonify(repository.newest(sort, descending))
