from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from psycopg import AsyncConnection

from app.db import connection
from app.repositories.customers import CustomerRepository
from app.repositories.parcels import ParcelRepository
from app.security import read_device_token, read_token

bearer = HTTPBearer()
Db = Annotated[AsyncConnection, Depends(connection)]
Credentials = Annotated[HTTPAuthorizationCredentials, Depends(bearer)]


def customer_repo(db: Db) -> CustomerRepository:
    return CustomerRepository(db)


def parcel_repo(db: Db) -> ParcelRepository:
    return ParcelRepository(db)


Customers = Annotated[CustomerRepository, Depends(customer_repo)]
Parcels = Annotated[ParcelRepository, Depends(parcel_repo)]


async def current_customer(creds: Credentials, customers: Customers) -> dict:
    try:
        claims = read_token(creds.credentials)
    except jwt.PyJWTError:
        raise HTTPException(401, "invalid token") from None
    customer = await customers.get(int(claims["sub"])) if claims["sub"].isdigit() else None
    if customer is None:
        raise HTTPException(401, "invalid token")
    return customer


async def current_device(creds: Credentials) -> dict:
    try:
        return read_device_token(creds.credentials)
    except (jwt.PyJWTError, KeyError):
        raise HTTPException(401, "invalid device") from None


Customer = Annotated[dict, Depends(current_customer)]
Device = Annotated[dict, Depends(current_device)]
