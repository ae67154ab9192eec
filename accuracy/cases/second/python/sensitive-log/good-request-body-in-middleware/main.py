from fastapi import FastAPI
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.util import get_remote_address
from starlette.requests import Request

from middleware import AccessLog
from sessions import open_session

app = FastAPI()
app.add_middleware(AccessLog)
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter


class Credentials(BaseModel):
    email: str
    password: str


@app.post("/sessions")
@limiter.limit("10/minute")
async def sign_in(request: Request, credentials: Credentials) -> dict[str, str]:
    return {"token": await open_session(credentials.email, credentials.password)}
