import logging

from argon2 import PasswordHasher
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, EmailStr

app = FastAPI()
logger = logging.getLogger("signup")
hasher = PasswordHasher()


class SignUp(BaseModel):
    email: EmailStr
    password: str
    repeated: str
    newsletter: bool = False


def audit(event: str, fields: dict) -> None:
    logger.info("%s %s", event, fields)


@app.post("/sign-up", status_code=201)
def sign_up(body: SignUp):
    audit("sign-up", body.model_dump(exclude={"password", "repeated"}))
    if body.password != body.repeated or len(body.password) < 12:
        raise HTTPException(status_code=422, detail="password")
    return {"email": body.email, "hashed": bool(hasher.hash(body.password))}
