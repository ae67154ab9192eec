import traceback
import uuid

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


@app.errorhandler(Exception)
def on_error(exc):
    if isinstance(exc, HTTPException):
        return jsonify(error=exc.name), exc.code
    incident = uuid.uuid4().hex
    trace = "".join(traceback.format_exception(exc))
    app.logger.error("incident %s\n%s", incident, trace)
    details = {"incident": incident, "details": trace}
    return jsonify(details), 500


@app.get("/divide")
def divide():
    left, right = (request.args.get(name, type=int, default=1) for name in ("left", "right"))
    return jsonify(result=left // right)
