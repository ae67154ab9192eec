from fastapi import APIRouter, HTTPException
from sqlalchemy import select

from app.api.deps import CurrentUser, PageDep, SessionDep, course_or_404
from app.crud import base, courses
from app.models import Enrollment
from app.schemas import EnrollmentCreate, EnrollmentRead, EnrollmentUpdate

router = APIRouter(prefix="/enrollments", tags=["enrollments"])


@router.get("/")
def read_enrollments(session: SessionDep, current_user: CurrentUser, page: PageDep) -> list[EnrollmentRead]:
    statement = select(Enrollment).where(Enrollment.user_id == current_user.id).order_by(Enrollment.id)
    return base.page(session, statement, page.skip, page.limit)


@router.post("/", status_code=201)
def create_enrollment(session: SessionDep, body: EnrollmentCreate, current_user: CurrentUser) -> EnrollmentRead:
    course = course_or_404(session, body.course_id)
    if not course.published:
        raise HTTPException(status_code=404, detail="Course not found")
    if course.price_cents > 0:
        raise HTTPException(status_code=402, detail="This course has a price, use the checkout")
    enrollment = courses.enroll(session, course.id, current_user.id)
    session.commit()
    return enrollment


@router.get("/{enrollment_id}")
def read_enrollment(session: SessionDep, enrollment_id: int, current_user: CurrentUser) -> EnrollmentRead:
    enrollment = session.get(Enrollment, enrollment_id)
    if enrollment is None:
        raise HTTPException(status_code=404, detail="Enrollment not found")
    return enrollment


@router.patch("/{enrollment_id}")
def update_enrollment(
    session: SessionDep, enrollment_id: int, body: EnrollmentUpdate, current_user: CurrentUser
) -> EnrollmentRead:
    enrollment = session.get(Enrollment, enrollment_id)
    if enrollment is None or enrollment.user_id != current_user.id:
        raise HTTPException(status_code=404, detail="Enrollment not found")
    base.apply(enrollment, body.model_dump(exclude_unset=True, exclude_none=True))
    session.commit()
    return enrollment
