import os
from typing import Annotated, Iterator

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session, create_engine

from crew.tokens import crew_id_of

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def current_crew(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> int:
    if (crew_id := crew_id_of(credentials.credentials)) is None:
        raise HTTPException(401)
    return crew_id
