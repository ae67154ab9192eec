import os
import secrets

from fastapi import Header, HTTPException

TOKEN = os.environ["SERVICE_TOKEN"]


def require_user(authorization: str = Header("")):
    if not secrets.compare_digest(authorization, "Bearer " + TOKEN):
        raise HTTPException(status_code=401)
