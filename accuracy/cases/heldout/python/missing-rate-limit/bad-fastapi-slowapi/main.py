from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from members import verify

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


class Login(BaseModel):
    email: str
    password: str


@app.get("/news")
@limiter.limit("60/minute")
def news(request: Request):
    return {"news": []}


@app.post("/login")
def login(request: Request, body: Login):
    member = verify(body.email, body.password)
    if member is None:
        raise HTTPException(401, "wrong login")
    return {"token": member.new_token()}
