from pathlib import Path
from uuid import uuid4

from flask import Flask, request

app = Flask(__name__)
IMAGES = {".png", ".jpg", ".webp"}


def suffix_of(upload):
    return Path(upload.filename or "").suffix.lower()


@app.post("/logo")
def logo():
    upload = request.files["logo"]
    if upload.filename == "":
        return {"error": "no image"}, 422
    name = f"{uuid4().hex}{suffix_of(upload)}"
    upload.save(Path(app.static_folder) / "logos" / name)
    return {"path": f"/static/logos/{name}"}, 201
