import os
import secrets

from fastapi import Header, HTTPException


async def require_user(x_api_key: str = Header()):
    if not secrets.compare_digest(x_api_key, os.environ["API_KEY"]):
        raise HTTPException(401)
