from typing import Annotated

import jwt
from fastapi import FastAPI, Header, HTTPException

from tokens import claims

app = FastAPI()


@app.get("/partner/quota")
async def quota(authorization: Annotated[str, Header()]):
    token = authorization.removeprefix("Bearer ")
    try:
        partner = claims(token, verify_signature=False)["sub"]
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401) from None
    return {"partner": partner, "quota": 1000}
