from flask import Flask, abort, request, send_file

from storage import Forbidden, locate

app = Flask(__name__)


@app.get("/invoices/file")
def invoice():
    try:
        path = locate(request.args["name"])
    except Forbidden:
        abort(404)
    return send_file(path)
