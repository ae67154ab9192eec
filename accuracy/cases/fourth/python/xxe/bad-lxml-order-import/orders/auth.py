import os
import secrets

from fastapi import Header, HTTPException


def partner(x_partner_key: str = Header()):
    if not secrets.compare_digest(x_partner_key, os.environ["PARTNER_KEY"]):
        raise HTTPException(401)
