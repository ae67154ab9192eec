from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from .deps import current_user, get_session
from .models import User

router = APIRouter(prefix="/me")


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str


@router.get("", response_model=UserOut)
def me(user: User = Depends(current_user), session: Session = Depends(get_session)):
    session.refresh(user)
    return user
