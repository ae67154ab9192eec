from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy.orm import Session

from models import Member, session_scope

app = FastAPI()


class NewMember(BaseModel):
    email: str
    name: str


@app.post("/members", status_code=201)
def create_member(payload: NewMember, session: Session = Depends(session_scope)):
    member = Member(**payload.model_dump())
    session.add(member)
    session.commit()
    return {"id": member.id}
