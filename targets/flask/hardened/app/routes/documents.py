import os
import uuid
from pathlib import Path

from flask import Blueprint, current_app, g, jsonify, request, send_file

from app.core import schemas
from app.core.database import execute, one, rows
from app.core.problems import Problem

blueprint = Blueprint("documents", __name__, url_prefix="/api/v1/documents")

MAX_BYTES = 1024 * 1024
MAX_DOCUMENTS = 100
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}


def _folder() -> Path:
    return Path(current_app.config["CLINIC"].media_root)


@blueprint.post("")
def upload():
    file = request.files.get("file")
    if file is None or len(request.files) != 1:
        raise Problem(400, 'Send one file in the field "file"')
    content = file.stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Problem(413, "The file is too large")
    media_type = next((name for name, signature in SIGNATURES.items() if content.startswith(signature)), None)
    if media_type is None or media_type != file.mimetype:
        raise Problem(415, "Only PNG, JPEG and PDF files are taken")
    if one("SELECT COUNT(*) AS count FROM documents WHERE account_id = ?", g.account["id"])["count"] >= MAX_DOCUMENTS:
        raise Problem(409, "Delete a document first")
    document_id = str(uuid.uuid4())
    descriptor = os.open(_folder() / document_id, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stored:
        stored.write(content)
    execute("INSERT INTO documents VALUES (?, ?, ?, ?)", document_id, g.account["id"], media_type, len(content))
    return jsonify(id=document_id, media_type=media_type, size=len(content)), 201


@blueprint.get("")
def listing():
    page = schemas.query(schemas.Page)
    found = rows("SELECT id, media_type, size FROM documents WHERE account_id = ? ORDER BY id LIMIT ? OFFSET ?", g.account["id"], page.limit, page.offset)
    return jsonify(documents=found, limit=page.limit, offset=page.offset)


@blueprint.get("/<uuid:document_id>")
def download(document_id):
    document = one("SELECT id, media_type FROM documents WHERE id = ? AND account_id = ?", str(document_id), g.account["id"])
    if document is None:
        raise Problem(404)
    name = f"{document['id']}.{EXTENSIONS[document['media_type']]}"
    response = send_file(_folder() / document["id"], mimetype=document["media_type"], as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
