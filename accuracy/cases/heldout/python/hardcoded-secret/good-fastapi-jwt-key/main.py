from fastapi import Depends, FastAPI

from members import Member, current_member
from tokens import issue

app = FastAPI()


@app.post("/tokens")
def create(member: Member = Depends(current_member)):
    return {"token": issue(str(member.id))}
