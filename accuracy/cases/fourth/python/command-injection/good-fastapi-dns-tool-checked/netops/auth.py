import os
import secrets

from fastapi import Header, HTTPException


def current_operator(x_api_key: str = Header()):
    if not secrets.compare_digest(x_api_key, os.environ["OPERATOR_KEY"]):
        raise HTTPException(401)
