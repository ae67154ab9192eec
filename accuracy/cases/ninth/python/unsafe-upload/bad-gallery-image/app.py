import os
import uuid

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024


@app.post("/gallery")
def add_image():
    upload = request.files["image"]
    _, extension = os.path.splitext(os.path.basename(upload.filename or ""))
    extension = extension.lower()
    if not extension:
        return jsonify(error="not an image"), 415
    name = f"{uuid.uuid4().hex}{extension}"
    upload.save(os.path.join(app.static_folder, "gallery", name))
    return jsonify(name=name), 201
