from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.models import Course


class CourseService:
    def __init__(self, session: Session) -> None:
        self._session = session

    def overview(self, page: int) -> list[dict]:
        statement = select(Course).order_by(Course.title).limit(30).offset(page * 30)
        return [
            {
                "title": course.title,
                "lessons": [lesson.title for lesson in course.lessons],
            }
            for course in self._session.scalars(statement)
        ]
