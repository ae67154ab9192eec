import hmac
import os
from typing import Annotated

from fastapi import Header, HTTPException


def signed_in(authorization: Annotated[str, Header()] = "") -> None:
    expected = f"Bearer {os.environ['TEAM_TOKEN']}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise HTTPException(401)
