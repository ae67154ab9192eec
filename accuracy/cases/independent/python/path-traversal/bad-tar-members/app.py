import io
import tarfile
import tempfile

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/themes")
def import_theme():
    archive = request.files["theme"]
    folder = tempfile.mkdtemp(prefix="theme-")
    with tarfile.open(fileobj=io.BytesIO(archive.read())) as bundle:
        bundle.extractall(folder)
    return jsonify(folder=folder)
