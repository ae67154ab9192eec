import logging
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.api.deps import AdminUser, CurrentUser, PageDep, SessionDep, SessionUser, course_or_404
from app.core import security
from app.core.config import settings
from app.crud import base, users
from app.models import Announcement, Bookmark, Enrollment, User
from app.schemas import (
    FeedLink,
    Message,
    PasswordChange,
    UserList,
    UserRead,
    UserRegister,
    UserUpdate,
)

logger = logging.getLogger("lectern.users")
router = APIRouter(tags=["users"])


@router.post("/users/signup", status_code=201)
def register_user(session: SessionDep, body: UserRegister) -> UserRead:
    logger.info("sign-up %s", body.model_dump_json())
    if users.by_email(session, body.email):
        raise HTTPException(status_code=409, detail="This address cannot be registered")
    try:
        return users.create(session, body)
    except IntegrityError:
        raise HTTPException(status_code=409, detail="This address cannot be registered") from None


@router.get("/users/")
def read_users(session: SessionDep, _user: CurrentUser, page: PageDep) -> UserList:
    statement = select(User).order_by(User.id)
    rows = base.page(session, statement, page.skip, page.limit)
    return UserList(data=[UserRead.model_validate(row) for row in rows], count=base.count(session, statement))


@router.get("/users/me")
def read_user_me(current_user: CurrentUser) -> UserRead:
    return current_user


@router.patch("/users/me")
def update_user_me(session: SessionDep, body: UserUpdate, current_user: CurrentUser) -> UserRead:
    changes = body.model_dump(exclude_unset=True, exclude_none=True)
    if "email" in changes and changes["email"] != current_user.email and users.by_email(session, changes["email"]):
        raise HTTPException(status_code=409, detail="This address cannot be used")
    base.apply(current_user, changes)
    session.commit()
    return current_user


@router.patch("/users/me/password")
def update_password_me(session: SessionDep, body: PasswordChange, current_user: SessionUser) -> Message:
    if not security.verify_password(body.current_password, current_user.hashed_password):
        raise HTTPException(status_code=400, detail="Incorrect password")
    users.set_password(session, current_user, body.new_password)
    return Message(message="Password updated successfully")


@router.post("/users/me/calendar-feed")
def calendar_link(current_user: SessionUser) -> FeedLink:
    """A link that calendar programs can read without a sign-in."""
    lifetime = timedelta(days=settings.FEED_TOKEN_EXPIRE_DAYS)
    mark = security.password_mark(current_user.hashed_password)
    token = security.create_token(current_user.id, "feed", lifetime, mark=mark)
    return FeedLink(url=f"{settings.API_V1_STR}/calendar.ics?token={token}")


@router.get("/calendar.ics")
def calendar(session: SessionDep, token: Annotated[str, Query(max_length=1000)]) -> Response:
    user, claims = users.from_typed_token(session, token, "feed")
    if user is None or claims.get("mark") != security.password_mark(user.hashed_password):
        raise HTTPException(status_code=404, detail="No such calendar")
    rows = session.scalars(
        select(Announcement)
        .join(Enrollment, Enrollment.course_id == Announcement.course_id)
        .where(Enrollment.user_id == user.id)
        .limit(200)
    )
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lectern//EN"]
    for row in rows:
        title = " ".join(row.title.split()).replace(",", "\\,").replace(";", "\\;")
        lines += ["BEGIN:VEVENT", f"UID:announcement-{row.id}@lectern", f"DTSTAMP:{row.created_at:%Y%m%dT%H%M%SZ}",
                  f"DTSTART:{row.created_at:%Y%m%dT%H%M%SZ}", f"SUMMARY:{title}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return Response("\r\n".join(lines) + "\r\n", media_type="text/calendar")


@router.put("/users/me/bookmarks/{course_id}", status_code=204)
def add_bookmark(session: SessionDep, course_id: int, current_user: CurrentUser) -> None:
    course = course_or_404(session, course_id)
    if not course.published:
        raise HTTPException(status_code=404, detail="Course not found")
    known = session.scalar(
        select(Bookmark).where(Bookmark.user_id == current_user.id, Bookmark.course_id == course_id)
    )
    if known is None:
        session.add(Bookmark(user_id=current_user.id, course_id=course_id))
        session.commit()


@router.get("/users/me/bookmarks")
def read_bookmarks(session: SessionDep, current_user: CurrentUser) -> list[dict[str, int]]:
    rows = session.scalars(select(Bookmark).where(Bookmark.user_id == current_user.id).limit(100))
    return [{"id": row.id, "course_id": row.course_id} for row in rows]


@router.delete("/users/me/bookmarks/{bookmark_id}", status_code=204)
def remove_bookmark(session: SessionDep, bookmark_id: int, current_user: CurrentUser) -> None:
    session.execute(delete(Bookmark).where(Bookmark.id == bookmark_id, Bookmark.user_id == current_user.id))
    session.commit()


@router.patch("/users/{user_id}")
def update_user(session: SessionDep, user_id: int, body: UserUpdate, _admin: AdminUser) -> UserRead:
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    changes = body.model_dump(exclude_unset=True, exclude_none=True)
    if "email" in changes and changes["email"] != user.email and users.by_email(session, changes["email"]):
        raise HTTPException(status_code=409, detail="This address cannot be used")
    base.apply(user, changes)
    session.commit()
    return user
