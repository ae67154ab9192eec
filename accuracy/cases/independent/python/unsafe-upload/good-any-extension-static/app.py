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
    ending = Path(secure_filename(upload.filename)).suffix.lower()
    if ending not in ALLOWED:
        abort(415)
    name = uuid.uuid4().hex + ending
    upload.save(Path("/srv/avatars") / name)
    return jsonify(name=name), 201
