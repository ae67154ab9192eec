from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from manuals.sessions import customer_of_token

bearer = OAuth2PasswordBearer(tokenUrl="/token")


def current_customer(token: Annotated[str, Depends(bearer)]):
    customer = customer_of_token(token)
    if customer is None:
        raise HTTPException(401)
    return customer
