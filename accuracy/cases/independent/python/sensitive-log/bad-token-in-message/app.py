import logging
import secrets

from fastapi import FastAPI

app = FastAPI()
logger = logging.getLogger("tokens")


@app.post("/tokens")
async def create_token(label: str):
    access_token = secrets.token_urlsafe(32)
    token_id = secrets.token_hex(4)
    logger.info(f"issued token {access_token}")
    return {"id": token_id, "token": access_token}
