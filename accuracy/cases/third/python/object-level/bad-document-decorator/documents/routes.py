from quart import Blueprint, jsonify, request

from documents.guards import with_document
from documents.store import Document, delete_document, rename_document

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.patch("/<int:document_id>")
@with_document
async def rename(document: Document):
    title = (await request.get_json()).get("title", "")
    if not 0 < len(title) <= 120:
        return jsonify(error="1 to 120 characters"), 422
    await rename_document(document.id, title)
    return "", 204


@blueprint.delete("/<int:document_id>")
@with_document
async def delete(document: Document):
    await delete_document(document.id)
    return "", 204
