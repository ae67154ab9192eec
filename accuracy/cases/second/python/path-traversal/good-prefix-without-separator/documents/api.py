from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import StreamingResponse

from documents.auth import Member, current_member
from documents.storage import DocumentStore

router = APIRouter(prefix="/documents")


@router.get("/{name:path}")
def download(name: str, member: Member = Depends(current_member)) -> StreamingResponse:
    store = DocumentStore(f"/srv/documents/{member.team_id}")
    try:
        stream = store.open(name)
    except PermissionError:
        raise HTTPException(403) from None
    except FileNotFoundError:
        raise HTTPException(404) from None
    return StreamingResponse(stream, media_type="application/octet-stream")
