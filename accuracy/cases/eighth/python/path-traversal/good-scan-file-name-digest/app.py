import hashlib
import os

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
SCANS = "/srv/scans"
KEEP_NAMES = False


@app.post("/scans")
def scans():
    upload = request.files["scan"]
    content = upload.read()
    if not content.startswith(b"%PDF-"):
        return jsonify(error="not a PDF"), 415

    name = upload.filename if KEEP_NAMES else hashlib.sha256(content).hexdigest() + ".pdf"
    with open(os.path.join(SCANS, name), "wb") as target:
        target.write(content)

    return jsonify(stored=True), 201
