from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.crud import base
from app.models import Attempt, Course, Enrollment, Lesson, Payment, Quiz, User
from app.schemas import Dashboard


def catalogue(session: Session, category: str | None, order_by: str, skip: int, limit: int):
    statement = select(Course).where(Course.published.is_(True))
    if category:
        statement = statement.where(Course.category == category)
    total = base.count(session, statement)
    return base.page(session, base.ordered(statement, order_by), skip, limit), total


def related(session: Session, course: Course) -> list[dict]:
    shelf = f"category = '{course.category}'"
    query = text(f"SELECT id, title, summary FROM courses WHERE published = 1 AND id <> :id AND {shelf} LIMIT 6")
    return [dict(row) for row in session.execute(query, {"id": course.id}).mappings()]


def lessons(session: Session, course_id: int) -> list[Lesson]:
    statement = select(Lesson).where(Lesson.course_id == course_id).order_by(Lesson.position, Lesson.id)
    return list(session.scalars(statement.limit(500)))


def enrollment_of(session: Session, course_id: int, user_id: int) -> Enrollment | None:
    return session.scalar(
        select(Enrollment).where(Enrollment.course_id == course_id, Enrollment.user_id == user_id)
    )


def enroll(session: Session, course_id: int, user_id: int, paid_cents: int = 0) -> Enrollment:
    enrollment = enrollment_of(session, course_id, user_id)
    if enrollment is None:
        enrollment = Enrollment(course_id=course_id, user_id=user_id, paid_cents=paid_cents)
        session.add(enrollment)
        session.flush()
    return enrollment


def dashboard(session: Session, course: Course, user: User) -> Dashboard:
    if course.teacher_id == user.id:
        students = session.scalar(
            select(func.count()).select_from(Enrollment).where(Enrollment.course_id == course.id)
        )
        revenue = session.scalar(
            select(func.sum(Payment.amount_cents)).where(
                Payment.course_id == course.id, Payment.status == "paid"
            )
        )
        return Dashboard(course_id=course.id, role="teacher", students=students, revenue_cents=revenue or 0)
    enrollment = enrollment_of(session, course.id, user.id)
    scores = session.execute(
        select(Quiz.title, func.max(Attempt.score))
        .join(Attempt, Attempt.quiz_id == Quiz.id)
        .where(Quiz.course_id == course.id, Attempt.user_id == user.id)
        .group_by(Quiz.id)
    )
    return Dashboard(
        course_id=course.id,
        role="student",
        progress=enrollment.progress if enrollment else None,
        note=enrollment.private_note if enrollment else None,
        best_scores={title: score for title, score in scores},
    )
