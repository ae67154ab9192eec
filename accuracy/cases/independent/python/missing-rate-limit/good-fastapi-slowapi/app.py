from fastapi import FastAPI, Form, HTTPException, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from accounts import authenticate, issue_token

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.post("/auth/login")
@limiter.limit("5/minute")
def login(request: Request, username: str = Form(), password: str = Form()):
    user = authenticate(username, password)
    if user is None:
        raise HTTPException(401)
    return {"access_token": issue_token(user)}
