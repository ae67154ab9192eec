from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from orchard.database import get_session
from orchard.report import yields_of
from orchard.security import current_user_id

router = APIRouter(prefix="/yields")


@router.get("")
def yields(owner_id: int = Depends(current_user_id), session: Session = Depends(get_session)):
    return yields_of(session, owner_id)
