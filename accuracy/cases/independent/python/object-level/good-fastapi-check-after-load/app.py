from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from database import get_session
from models import Document, User
from security import get_current_user

router = APIRouter()


@router.put("/documents/{document_id}")
def rename(document_id: int, title: str, user: User = Depends(get_current_user), session: Session = Depends(get_session)):
    document = session.get(Document, document_id)
    if document is None or document.owner_id != user.id:
        raise HTTPException(404)
    document.title = title
    session.commit()
    return {"id": document.id}
