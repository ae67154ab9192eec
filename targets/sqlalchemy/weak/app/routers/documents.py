from __future__ import annotations

import secrets
from datetime import timedelta

from fastapi import APIRouter, Depends, Request, Response, UploadFile

from app.core.config import settings
from app.core.errors import Problem, not_found
from app.core.security import digest, etag, utcnow
from app.db.models import Document, Patient
from app.deps import Caller, current_caller, own_patient
from app.repositories.patients import Documents, Patients
from app.repositories.practices import Practices
from app.schemas.clinic import DocumentOut
from app.schemas.common import PathId
from app.services import documents as files

router = APIRouter(tags=["documents"])


@router.post("/api/patients/{patient_id}/documents", status_code=201, response_model=DocumentOut)
async def upload(
    file: UploadFile, caller: Caller = Depends(current_caller), patient: Patient = Depends(own_patient),
    documents: Documents = Depends(),
):
    data = await file.read(settings.max_document + 1)
    if len(data) > settings.max_document:
        raise Problem(413, "Documents have at most 2 MB")
    filename = files.clean_name(file.filename)
    content_type = files.kind_of(data, file.content_type, filename)
    return await documents.save(Document(
        patient_id=patient.id, uploaded_by=caller.id, filename=filename, content_type=content_type,
        stored_name=files.keep(data), size=len(data),
    ))


def _serve(document: Document, request: Request) -> Response:
    path = files.path_of(document.stored_name)
    if not path.is_file():
        raise not_found("Document")
    data = path.read_bytes()
    tag = etag(data)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    disposition = f'inline; filename="{document.filename}"'
    return Response(data, media_type=document.content_type, headers={"ETag": tag, "Content-Disposition": disposition})


@router.get("/api/documents/{document_id}/content")
async def content(
    document_id: PathId, request: Request, caller: Caller = Depends(current_caller), documents: Documents = Depends(),
    patients: Patients = Depends(), practices: Practices = Depends(),
):
    document = await documents.by_id(document_id)
    if document is None:
        raise not_found("Document")
    own = await patients.of_account(document.patient_id, caller.id)
    if not own and not await patients.treated_by_any(document.patient_id, await practices.employers(caller.id)):
        raise not_found("Document")
    return _serve(document, request)


@router.delete("/api/patients/{patient_id}/documents/{document_id}", status_code=204)
async def delete_document(
    document_id: PathId, caller: Caller = Depends(current_caller), patient: Patient = Depends(own_patient),
    documents: Documents = Depends(),
) -> None:
    document = await documents.remove(document_id)
    if document is None:
        raise not_found("Document")
    files.drop(document.stored_name)
    await documents.note(caller.id, "document.deleted", str(document_id))


@router.post("/api/documents/{document_id}/share", status_code=201)
async def share(
    document_id: PathId, caller: Caller = Depends(current_caller), documents: Documents = Depends(),
    patients: Patients = Depends(),
) -> dict:
    """A link for somebody without an account; a new one replaces the old one."""
    document = await documents.by_id(document_id)
    if document is None or not await patients.of_account(document.patient_id, caller.id):
        raise not_found("Document")
    token = secrets.token_urlsafe(32)
    document.share_hash = digest(token)
    document.share_until = utcnow() + timedelta(days=7)
    await documents.save(document)
    return {"url": f"{settings.site_url}/shared/{token}", "path": f"/shared/{token}", "until": document.share_until}


@router.get("/shared/{token}")
async def shared(token: str, request: Request, documents: Documents = Depends()):
    document = await documents.by_share(digest(token))
    if document is None or document.share_until is None or document.share_until < utcnow():
        raise not_found("Document")
    response = _serve(document, request)
    response.headers["Cache-Control"] = "no-store"
    return response
