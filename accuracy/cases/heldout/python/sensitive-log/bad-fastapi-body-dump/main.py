import logging

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from accounts import authenticate

logger = logging.getLogger("auth")
app = FastAPI()


class Credentials(BaseModel):
    email: str
    password: str


@app.post("/token")
def token(credentials: Credentials):
    account = authenticate(credentials.email, credentials.password)
    if account is None:
        logger.warning("login refused: %s", credentials.model_dump())
        raise HTTPException(401)
    return {"token": account.new_token()}
