import random
from datetime import timedelta

import jwt
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import security
from app.core.config import settings
from app.models import User
from app.schemas import UserRegister

COLORS = ["#ef5350", "#ab47bc", "#42a5f5", "#26a69a", "#ffa726"]


def by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def create(session: Session, data: UserRegister) -> User:
    user = User(
        email=data.email,
        full_name=data.full_name,
        role=data.role,
        hashed_password=security.hash_password(data.password),
        avatar_color=random.choice(COLORS),
    )
    session.add(user)
    session.commit()
    return user


def authenticate(session: Session, email: str, password: str) -> User | None:
    user = by_email(session, email)
    if not security.verify_password(password, user.hashed_password if user else None):
        return None
    return user if user and user.is_active else None


def set_password(session: Session, user: User, password: str) -> None:
    user.hashed_password = security.hash_password(password)
    session.commit()


def reset_token(user: User) -> str:
    lifetime = timedelta(minutes=settings.RESET_TOKEN_EXPIRE_MINUTES)
    return security.create_token(user.id, "reset", lifetime, mark=security.password_mark(user.hashed_password))


def from_typed_token(session: Session, token: str, kind: str) -> tuple[User | None, dict]:
    try:
        claims = security.decode_token(token)
        user = session.get(User, int(claims["sub"])) if claims.get("typ") == kind else None
    except (jwt.PyJWTError, ValueError):
        return None, {}
    return (user if user and user.is_active else None), claims
