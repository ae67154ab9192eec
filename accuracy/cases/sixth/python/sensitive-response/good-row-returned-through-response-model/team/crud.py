from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query
from sqlmodel import Session, SQLModel, select

from team.db import get_session
from team.security import signed_in

Db = Annotated[Session, Depends(get_session)]
Limit = Annotated[int, Query(ge=1, le=100)]


def read_router(model: type[SQLModel], out: type[SQLModel], prefix: str) -> APIRouter:
    router = APIRouter(prefix=prefix, dependencies=[Depends(signed_in)])

    @router.get("", response_model=list[out])
    def index(db: Db, limit: Limit = 50, offset: int = 0):
        rows = db.exec(select(model).order_by(model.id).offset(offset).limit(limit))
        return [row.model_dump() for row in rows]

    @router.get("/{key}", response_model=out)
    def show(key: int, db: Db):
        row = db.get(model, key)
        if row is None:
            raise HTTPException(404)
        return row.model_dump()

    return router
