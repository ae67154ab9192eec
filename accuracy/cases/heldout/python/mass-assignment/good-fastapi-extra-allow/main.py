from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

from database import Member, get_session
from schemas import SignUp

app = FastAPI()


@app.post("/members", status_code=201)
def create(body: SignUp, session: Session = Depends(get_session)):
    member = Member(**body.model_dump())
    session.add(member)
    session.commit()
    return {"id": member.id}
