from fastapi import APIRouter, HTTPException
from sqlalchemy import select

from app.api.deps import CurrentUser, PageDep, SessionDep, Teacher, joined_course, own_course
from app.crud import base
from app.models import Announcement
from app.schemas import AnnouncementCreate, AnnouncementRead, AnnouncementUpdate

router = APIRouter(tags=["announcements"])


@router.get("/courses/{course_id}/announcements")
def read_announcements(
    session: SessionDep, course_id: int, current_user: CurrentUser, page: PageDep
) -> list[AnnouncementRead]:
    course = joined_course(session, course_id, current_user)
    statement = select(Announcement).where(Announcement.course_id == course.id).order_by(Announcement.id.desc())
    return base.page(session, statement, page.skip, page.limit)


@router.post("/courses/{course_id}/announcements", status_code=201)
def create_announcement(
    session: SessionDep, course_id: int, body: AnnouncementCreate, teacher: Teacher
) -> AnnouncementRead:
    course = own_course(session, course_id, teacher)
    announcement = Announcement(course_id=course.id, **body.model_dump())
    session.add(announcement)
    session.commit()
    return announcement


@router.put("/announcements/{announcement_id}")
def update_announcement(
    session: SessionDep, announcement_id: int, body: AnnouncementUpdate, teacher: Teacher
) -> AnnouncementRead:
    """Changes the text; a teacher may also move it to another course."""
    course = own_course(session, body.course_id, teacher)
    announcement = session.get(Announcement, announcement_id)
    if announcement is None:
        raise HTTPException(status_code=404, detail="Announcement not found")
    if announcement.course_id != course.id:
        own_course(session, announcement.course_id, teacher)
    base.apply(announcement, body.model_dump(exclude={"course_id"}) | {"course_id": course.id})
    session.commit()
    return announcement
