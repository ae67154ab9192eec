from typing import Annotated

from fastapi import APIRouter, File, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.api.deps import CurrentUser, SessionDep, Teacher, joined_course, own_course
from app.core.config import settings
from app.core.security import etag
from app.crud import courses
from app.models import Attachment, Lesson
from app.schemas import AttachmentRead, LessonCreate, LessonImport, LessonRead, LessonSummary
from app.services import storage

router = APIRouter(tags=["lessons"])


def lesson_of(session: Session, course_id: int, lesson_id: int) -> Lesson:
    lesson = session.scalar(select(Lesson).where(Lesson.id == lesson_id, Lesson.course_id == course_id))
    if lesson is None:
        raise HTTPException(status_code=404, detail="Lesson not found")
    return lesson


@router.get("/courses/{course_id}/lessons")
def read_lessons(session: SessionDep, course_id: int, current_user: CurrentUser) -> list[LessonSummary]:
    course = joined_course(session, course_id, current_user)
    return courses.lessons(session, course.id)


@router.post("/courses/{course_id}/lessons", status_code=201)
def create_lesson(session: SessionDep, course_id: int, body: LessonCreate, teacher: Teacher) -> LessonRead:
    course = own_course(session, course_id, teacher)
    lesson = Lesson(course_id=course.id, **body.model_dump())
    session.add(lesson)
    session.commit()
    return lesson


@router.post("/courses/{course_id}/lessons/import", status_code=201)
def import_lesson(session: SessionDep, course_id: int, body: LessonImport, teacher: Teacher) -> LessonRead:
    """Takes a lesson of another course over, to be changed there."""
    course = own_course(session, course_id, teacher)
    source = session.get(Lesson, body.lesson_id)
    if source is None:
        raise HTTPException(status_code=404, detail="Lesson not found")
    last = courses.lessons(session, course.id)
    lesson = Lesson(
        course_id=course.id, position=len(last) + 1, title=source.title, content=source.content
    )
    session.add(lesson)
    session.commit()
    return lesson


@router.get("/courses/{course_id}/lessons/{lesson_id}")
def read_lesson(session: SessionDep, course_id: int, lesson_id: int, current_user: CurrentUser) -> LessonRead:
    course = joined_course(session, course_id, current_user)
    return lesson_of(session, course.id, lesson_id)


@router.post("/courses/{course_id}/lessons/{lesson_id}/attachments", status_code=201)
def upload_attachment(
    session: SessionDep, course_id: int, lesson_id: int, teacher: Teacher, file: Annotated[UploadFile, File()]
) -> AttachmentRead:
    course = own_course(session, course_id, teacher)
    lesson = lesson_of(session, course.id, lesson_id)
    shown, content_type, stored, size = storage.save_attachment(file)
    attachment = Attachment(
        lesson_id=lesson.id, filename=shown, content_type=content_type[:100], stored_as=stored, size=size
    )
    session.add(attachment)
    session.commit()
    return attachment


@router.get("/courses/{course_id}/lessons/{lesson_id}/attachments/{attachment_id}")
def download_attachment(
    session: SessionDep, course_id: int, lesson_id: int, attachment_id: int, current_user: CurrentUser
) -> FileResponse:
    course = joined_course(session, course_id, current_user)
    lesson = lesson_of(session, course.id, lesson_id)
    attachment = session.get(Attachment, attachment_id)
    if lesson is None or attachment is None:
        raise HTTPException(status_code=404, detail="Attachment not found")
    path = settings.attachments_dir / attachment.stored_as
    if not path.is_file():
        raise HTTPException(status_code=404, detail="Attachment not found")
    return FileResponse(
        path,
        media_type=attachment.content_type,
        filename=attachment.filename,
        content_disposition_type="inline",
    )


@router.get("/media/cover")
def read_cover(request: Request, name: Annotated[str, Query(max_length=200)] = "plain.svg") -> Response:
    path = storage.cover_path(name) if "\0" not in name else None
    if path is None:
        raise HTTPException(status_code=404, detail="No such cover")
    content = path.read_bytes()
    tag = etag(content)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    kind = "image/svg+xml" if path.suffix == ".svg" else "application/octet-stream"
    return Response(content, media_type=kind, headers=headers)
