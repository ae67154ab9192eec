import logging
from urllib.parse import unquote_plus

from flask import Flask, jsonify, request

logging.basicConfig(filename="imports.log", format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("imports")

app = Flask(__name__)


def display_name(raw):
    name = unquote_plus(raw)
    return name.replace("\r", " ").replace("\n", " ")


@app.post("/imports/failed")
def report_failure():
    name = display_name(request.headers.get("X-File-Name", ""))
    log.warning("import failed for " + name)
    return jsonify(noted=True)
