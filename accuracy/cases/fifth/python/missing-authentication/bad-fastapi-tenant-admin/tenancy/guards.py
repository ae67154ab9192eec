from fastapi import Depends, HTTPException
from sqlalchemy.orm import Session

from tenancy.database import get_session
from tenancy.models import Operator
from tenancy.security import current_user_id


def operator(user_id: int = Depends(current_user_id), session: Session = Depends(get_session)) -> int:
    if session.get(Operator, user_id) is None:
        raise HTTPException(403)
    return user_id
