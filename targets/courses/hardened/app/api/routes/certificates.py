from fastapi import APIRouter, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.api.deps import CurrentUser, SessionDep, Teacher, joined_course, own_course
from app.crud import courses, quizzes
from app.models import Certificate
from app.schemas import CertificatePreview, CertificateRead, PreviewResult
from app.services import certificates

router = APIRouter(tags=["certificates"])


@router.post("/courses/{course_id}/certificate", status_code=201)
def issue_certificate(session: SessionDep, course_id: int, current_user: CurrentUser) -> CertificateRead:
    course = joined_course(session, course_id, current_user)
    enrollment = courses.enrollment_of(session, course.id, current_user.id)
    if enrollment is None or enrollment.progress < 100:
        raise HTTPException(status_code=409, detail="The course is not complete")
    if not quizzes.passed_all(session, course.id, current_user.id):
        raise HTTPException(status_code=409, detail="A quiz is missing")
    known = session.scalar(
        select(Certificate).where(Certificate.course_id == course.id, Certificate.user_id == current_user.id)
    )
    if known:
        return known
    certificate = Certificate(
        code=certificates.new_code(),
        course_id=course.id,
        user_id=current_user.id,
        student_name=current_user.full_name,
        course_title=course.title,
    )
    session.add(certificate)
    try:
        session.commit()
    except IntegrityError:
        raise HTTPException(status_code=409, detail="The certificate was issued already") from None
    return certificate


@router.post("/courses/{course_id}/certificate/preview")
def preview_certificate(
    session: SessionDep, course_id: int, body: CertificatePreview, teacher: Teacher
) -> PreviewResult:
    course = own_course(session, course_id, teacher)
    return PreviewResult(text=certificates.preview(body.template, course, teacher))


@router.get("/certificates/{code}")
def verify_certificate(session: SessionDep, code: str) -> CertificateRead:
    """For employers: whoever has the code may see what it stands for."""
    certificate = session.scalar(select(Certificate).where(Certificate.code == code))
    if certificate is None:
        raise HTTPException(status_code=404, detail="No such certificate")
    return certificate
