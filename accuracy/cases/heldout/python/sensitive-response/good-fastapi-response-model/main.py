from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from users import UserRecord, find_user

app = FastAPI()


class PublicUser(BaseModel):
    id: int
    name: str


@app.get("/users/{name}", response_model=PublicUser)
async def show(user: UserRecord | None = Depends(find_user)):
    if user is None:
        raise HTTPException(404)
    return user
