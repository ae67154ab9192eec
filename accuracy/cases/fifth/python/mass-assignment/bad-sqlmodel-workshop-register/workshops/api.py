import os

from fastapi import Depends, FastAPI
from sqlmodel import Session, create_engine

from workshops.crud import Crud
from workshops.models import Attendee

engine = create_engine(os.environ["DATABASE_URL"])
app = FastAPI()


def attendees():
    with Session(engine) as session:
        yield Crud(Attendee, session)


@app.post("/attendees", status_code=201)
def register(body: Attendee, crud: Crud = Depends(attendees)):
    attendee = crud.create(body.model_dump(exclude={"id"}))
    return {"id": attendee.id, "fee_cents": attendee.fee_cents}
