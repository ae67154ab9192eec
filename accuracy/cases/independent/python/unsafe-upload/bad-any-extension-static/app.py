import uuid
from pathlib import Path

from flask import Flask, abort, jsonify, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
ALLOWED = {".png", ".jpg", ".webp"}
app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024


@app.post("/avatars")
def avatar():
    upload = request.files["avatar"]
    name = secure_filename(upload.filename)
    upload.save(Path(app.static_folder) / "avatars" / name)
    return jsonify(name=name), 201
