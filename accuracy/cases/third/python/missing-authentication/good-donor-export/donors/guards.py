from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from donors.tokens import claims_of

bearer = OAuth2PasswordBearer(tokenUrl="/token")


@dataclass(frozen=True)
class Treasurer:
    id: int


def current_treasurer(token: Annotated[str, Depends(bearer)]) -> Treasurer:
    claims = claims_of(token)
    if claims is None or claims.get("role") != "treasurer":
        raise HTTPException(401)
    return Treasurer(int(claims["sub"]))
