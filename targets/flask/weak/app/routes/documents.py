import os
import pickle
import base64

from flask import Blueprint, g, jsonify, request, send_file, send_from_directory

from app import settings
from app.core.security import login_required
from app.database import insert, one, query

blueprint = Blueprint("documents", __name__, url_prefix="/api/v1/documents")


@blueprint.post("")
@login_required
def upload():
    file = request.files["file"]
    file.save(os.path.join(settings.MEDIA_ROOT, file.filename))
    document_id = insert("INSERT INTO documents (account_id, filename, title) VALUES (?, ?, ?)", (g.account["account_id"], file.filename, request.form.get("title")))
    return jsonify(id=document_id, url=f"/media/{file.filename}"), 201


@blueprint.get("")
@login_required
def listing():
    return jsonify(query("SELECT * FROM documents WHERE account_id = ?", (g.account["account_id"],)))


@blueprint.get("/raw")
@login_required
def raw():
    return send_file(os.path.join(settings.MEDIA_ROOT, request.args["file"]))


@blueprint.get("/leaflet/<path:name>")
def leaflet(name):
    return send_from_directory(os.path.join(os.path.dirname(__file__), "..", "leaflets"), name)


@blueprint.post("/draft")
@login_required
def load_draft():
    draft = pickle.loads(base64.b64decode(request.get_json(force=True)["draft"]))
    return jsonify(title=str(draft.get("title")))


@blueprint.get("/<int:document_id>/title")
@login_required
def title(document_id):
    document = one("SELECT title FROM documents WHERE id = ? AND account_id = ?", (document_id, g.account["account_id"]))
    return jsonify(document or {"title": None})
