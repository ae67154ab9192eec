import os

from flask import Flask, jsonify, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024

INBOX = "/var/lib/scans/inbox"


@app.post("/scans")
def receive_scan():
    upload = request.files.get("scan")
    if upload is None:
        return jsonify(error="no scan"), 400
    name = secure_filename(upload.filename)
    if not name.lower().endswith(".tiff"):
        return jsonify(error="only tiff is accepted"), 415
    with open(os.path.join(INBOX, name), "wb") as target:
        target.write(upload.stream.read())
    return jsonify(stored=True), 201
