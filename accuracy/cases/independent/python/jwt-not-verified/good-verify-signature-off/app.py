import os

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
bearer = HTTPBearer()
KEY = os.environ["JWT_KEY"]


def current_user(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> str:
    try:
        claims = jwt.decode(credentials.credentials, KEY, algorithms=["HS256"], audience="shop")
    except jwt.PyJWTError as error:
        raise HTTPException(401) from error
    return claims["sub"]


@app.get("/me")
async def me(user: str = Depends(current_user)):
    return {"user": user}
