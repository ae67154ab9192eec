import os

import jwt
from fastapi import Depends, Header, HTTPException
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from .models import User

engine = create_engine(os.environ["DATABASE_URL"])


def get_session():
    with Session(engine) as session:
        yield session


def current_user(authorization: str = Header(), session: Session = Depends(get_session)) -> User:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401)
    user = session.get(User, int(claims["sub"]))
    if user is None:
        raise HTTPException(401)
    return user
