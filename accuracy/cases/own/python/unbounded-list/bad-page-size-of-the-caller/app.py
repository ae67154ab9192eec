from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session
from database import get_session
from models import Reading
app = FastAPI()
@app.get("/readings")
def readings(limit: int = 50, session: Session = Depends(get_session)):
    return session.scalars(select(Reading).limit(limit)).all()
