from flask import Flask, request

from exporters import exporter

app = Flask(__name__)


@app.post("/exports")
def export():
    body = request.get_json()
    return exporter(body["exporter"]).run(body["rows"])
