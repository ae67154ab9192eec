import secrets

from fastapi import FastAPI, Response

from store import remember

app = FastAPI()


@app.post("/session")
async def start(response: Response):
    session_id = secrets.token_urlsafe(32)
    await remember(session_id)
    response.set_cookie("session_id", session_id, secure=False, httponly=False)
    return {"ok": True}
