import os

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024

INBOX = "/var/lib/scans/inbox"


@app.post("/scans")
def receive_scan():
    upload = request.files.get("scan")
    if upload is None:
        return jsonify(error="no scan"), 400
    name = upload.filename.strip().replace(" ", "_")
    if not name.lower().endswith(".tiff"):
        return jsonify(error="only tiff is accepted"), 415
    with open(os.path.join(INBOX, name), "wb") as target:
        target.write(upload.stream.read())
    return jsonify(stored=True), 201
