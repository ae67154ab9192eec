from functools import wraps

from quart import abort
from quart_auth import current_user, login_required

from documents.store import Document, document_by_id


def with_document(view):
    """Gives the view the document that its path names."""

    @login_required
    @wraps(view)
    async def guarded(document_id: int, **kwargs):
        document: Document | None = await document_by_id(document_id)
        if document is None or document.owner_id != int(current_user.auth_id):
            abort(404)
        return await view(document=document, **kwargs)

    return guarded
