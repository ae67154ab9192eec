from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from .deps import current_user, get_session
from .models import User

router = APIRouter(prefix="/me")


@router.get("")
def me(user: User = Depends(current_user), session: Session = Depends(get_session)):
    session.refresh(user)
    return {"id": user.id, "name": user.name, "password_hash": user.password_hash, "totp_secret": user.totp_secret}
