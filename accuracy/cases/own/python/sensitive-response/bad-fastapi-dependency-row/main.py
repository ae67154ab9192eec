from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import Session

from database import get_session
from models import Volunteer
from tokens import subject_of

app = FastAPI()
bearer = OAuth2PasswordBearer(tokenUrl="login")


def current_volunteer(token: str = Depends(bearer), session: Session = Depends(get_session)):
    volunteer = session.get(Volunteer, subject_of(token))
    if volunteer is None:
        raise HTTPException(401)
    return volunteer


@app.get("/volunteers/me")
def me(volunteer=Depends(current_volunteer)):
    return volunteer
