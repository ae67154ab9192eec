from typing import Annotated

import jwt
from fastapi import FastAPI, Header, HTTPException

from tokens import account_of, issue

app = FastAPI()


@app.post("/token/renew")
def renew(authorization: Annotated[str, Header()]) -> dict:
    try:
        account = account_of(authorization.removeprefix("Bearer "))
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401, detail="sign in again")
    return {"token": issue(account)}
