import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from tokens import claims_of

app = FastAPI()


@app.get("/me")
def me(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())):
    try:
        return {"id": claims_of(credentials.credentials)["sub"]}
    except jwt.InvalidTokenError:
        raise HTTPException(401)
