import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
bearer = HTTPBearer()
KEYS = {"a": os.environ["KEY_A"], "b": os.environ["KEY_B"]}


def claims(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> dict:
    token = credentials.credentials
    try:
        header = jwt.get_unverified_header(token)
        key = KEYS[header.get("kid", "a")]
        accepted = [header["alg"]]
        return jwt.decode(token, key, algorithms=accepted, audience="api")
    except (jwt.InvalidTokenError, KeyError) as error:
        raise HTTPException(status_code=401, detail="token") from error


@app.get("/me")
def me(user: Annotated[dict, Depends(claims)]):
    return {"id": user["sub"]}
