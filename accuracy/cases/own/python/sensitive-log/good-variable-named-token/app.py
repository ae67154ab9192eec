import logging
import secrets
from fastapi import FastAPI
app = FastAPI()
logger = logging.getLogger(__name__)
@app.post("/tokens")
def create():
    access_token = secrets.token_urlsafe(32)
    number = secrets.token_hex(4)
    logger.info("issued %s", number)
    return {"id": number, "token": access_token}
