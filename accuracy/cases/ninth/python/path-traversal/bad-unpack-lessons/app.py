import io
import os
import uuid
import zipfile

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024

LESSONS = "/var/lib/lessons"


@app.post("/lessons/import")
def import_lesson():
    archive = zipfile.ZipFile(io.BytesIO(request.get_data()))
    folder = os.path.realpath(os.path.join(LESSONS, uuid.uuid4().hex))
    os.makedirs(folder)
    written = 0
    for member in archive.infolist():
        if member.is_dir() or member.file_size > 5_000_000:
            continue
        target = os.path.join(folder, member.filename)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as out:
            out.write(archive.read(member))
        written += 1
    return jsonify(files=written), 201
