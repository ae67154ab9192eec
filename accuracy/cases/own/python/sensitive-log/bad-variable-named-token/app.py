import logging
import secrets
from fastapi import FastAPI
app = FastAPI()
logger = logging.getLogger(__name__)
@app.post("/tokens")
def create():
    access_token = secrets.token_urlsafe(32)
    logger.info("issued %s", access_token)
    return {"token": access_token}
