from collections.abc import Iterator
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, Query, Request, status
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import security
from app.core.config import settings
from app.core.db import session_scope
from app.crud import courses as crud_courses
from app.models import ApiToken, Course, User, now

reusable_oauth2 = OAuth2PasswordBearer(tokenUrl=f"{settings.API_V1_STR}/login/access-token")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def get_db() -> Iterator[Session]:
    yield from session_scope()


SessionDep = Annotated[Session, Depends(get_db)]
TokenDep = Annotated[str, Depends(reusable_oauth2)]


def _refused(detail: str = "Could not validate credentials") -> HTTPException:
    return HTTPException(
        status_code=status.HTTP_401_UNAUTHORIZED, detail=detail, headers={"WWW-Authenticate": "Bearer"}
    )


def _from_api_token(request: Request, session: Session, token: str) -> User | None:
    row = session.scalar(select(ApiToken).where(ApiToken.token_hash == security.hash_api_token(token)))
    if row is None or row.expires_at < now():
        return None
    if request.method not in SAFE_METHODS and "write" not in row.scopes:
        raise HTTPException(status_code=403, detail="This token may only read")
    request.state.api_token = True
    return session.get(User, row.user_id)


def _from_access_token(session: Session, token: str) -> User | None:
    try:
        claims = security.decode_token(token)
        if claims.get("typ") != "access":
            return None
        user = session.get(User, int(claims["sub"]))
    except (jwt.PyJWTError, ValueError):
        return None
    return user if user and user.token_version == claims.get("ver") else None


def get_current_user(request: Request, session: SessionDep, token: TokenDep) -> User:
    if token.startswith(security.API_TOKEN_PREFIX):
        user = _from_api_token(request, session, token)
    else:
        user = _from_access_token(session, token)
    if user is None or not user.is_active:
        raise _refused()
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


def get_session_user(request: Request, current_user: CurrentUser) -> User:
    """For the parts that a machine has no business with."""
    if getattr(request.state, "api_token", False):
        raise HTTPException(status_code=403, detail="Sign in with your password for this")
    return current_user


SessionUser = Annotated[User, Depends(get_session_user)]


def get_current_active_superuser(current_user: SessionUser) -> User:
    if not current_user.is_superuser:
        raise HTTPException(status_code=403, detail="The user doesn't have enough privileges")
    return current_user


def get_current_teacher(current_user: CurrentUser) -> User:
    if current_user.role != "teacher":
        raise HTTPException(status_code=403, detail="Only teachers may do this")
    return current_user


Teacher = Annotated[User, Depends(get_current_teacher)]
AdminUser = Annotated[User, Depends(get_current_active_superuser)]


class Page:
    def __init__(
        self,
        skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
    ) -> None:
        self.skip = skip
        self.limit = limit


PageDep = Annotated[Page, Depends()]


def course_or_404(session: Session, course_id: int) -> Course:
    course = session.get(Course, course_id)
    if course is None:
        raise HTTPException(status_code=404, detail="Course not found")
    return course


def own_course(session: Session, course_id: int, user: User) -> Course:
    course = course_or_404(session, course_id)
    if course.teacher_id != user.id:
        raise HTTPException(status_code=403, detail="This is not your course")
    return course


def joined_course(session: Session, course_id: int, user: User) -> Course:
    """The course, for its teacher, its students and the office."""
    course = course_or_404(session, course_id)
    if course.teacher_id == user.id or user.is_superuser:
        return course
    enrollment = crud_courses.enrollment_of(session, course_id, user.id)
    if enrollment is None or enrollment.status != "active":
        raise HTTPException(status_code=403, detail="You are not enrolled")
    return course
