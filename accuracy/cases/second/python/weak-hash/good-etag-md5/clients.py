import hashlib

from fastapi import APIRouter, Depends, Header, HTTPException, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_db
from models import ApiClient, Price

router = APIRouter()


def fingerprint(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def api_client(x_api_key: str = Header(), db: Session = Depends(get_db)) -> ApiClient:
    client = db.scalar(select(ApiClient).where(ApiClient.key_fingerprint == fingerprint(x_api_key)))
    if client is None:
        raise HTTPException(401)
    return client


@router.get("/prices")
def prices(response: Response, _: ApiClient = Depends(api_client), db: Session = Depends(get_db)):
    rows = db.scalars(select(Price).order_by(Price.sku).limit(500)).all()
    body = [{"sku": row.sku, "cents": row.cents} for row in rows]
    response.headers["ETag"] = hashlib.md5(repr(body).encode(), usedforsecurity=False).hexdigest()
    return body
