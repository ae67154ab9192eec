from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy.exc import IntegrityError

from app.api.deps import CurrentUser, SessionDep, Teacher, course_or_404, joined_course, own_course
from app.core.cache import cache
from app.crud import base, courses
from app.models import Coupon, Course
from app.schemas import (
    CouponCreate,
    CouponRead,
    CourseCreate,
    CourseDetail,
    CourseList,
    CourseRead,
    CourseUpdate,
    Dashboard,
    RelatedCourse,
)

router = APIRouter(prefix="/courses", tags=["courses"])


@router.get("/")
def read_courses(
    session: SessionDep,
    category: Annotated[str | None, Query(max_length=160)] = None,
    order_by: Annotated[str, Query(max_length=40)] = "id",
    skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> CourseList:
    rows, total = courses.catalogue(session, category, order_by, skip, limit)
    return CourseList(data=[CourseRead.model_validate(row) for row in rows], count=total)


@router.post("/", status_code=201)
def create_course(session: SessionDep, body: CourseCreate, teacher: Teacher) -> CourseRead:
    course = Course(teacher_id=teacher.id, **body.model_dump())
    session.add(course)
    session.commit()
    return course


@router.get("/{course_id}")
def read_course(session: SessionDep, course_id: int) -> CourseDetail:
    course = course_or_404(session, course_id)
    if not course.published:
        raise HTTPException(status_code=404, detail="Course not found")
    return course


@router.patch("/{course_id}")
def update_course(session: SessionDep, course_id: int, body: CourseUpdate, teacher: Teacher) -> CourseRead:
    course = own_course(session, course_id, teacher)
    base.apply(course, body.model_dump(exclude_unset=True, exclude_none=True))
    session.commit()
    return course


@router.get("/{course_id}/related")
def read_related(session: SessionDep, course_id: int, current_user: CurrentUser) -> list[RelatedCourse]:
    course = course_or_404(session, course_id)
    if not course.published and course.teacher_id != current_user.id:
        raise HTTPException(status_code=404, detail="Course not found")
    return courses.related(session, course)


@router.get("/{course_id}/dashboard")
def read_dashboard(session: SessionDep, course_id: int, current_user: CurrentUser) -> Dashboard:
    course = joined_course(session, course_id, current_user)
    return cache.get_or_set(
        f"dashboard:{course.id}:{current_user.id}", 60, lambda: courses.dashboard(session, course, current_user)
    )


@router.post("/{course_id}/coupons", status_code=201)
def create_coupon(session: SessionDep, course_id: int, body: CouponCreate, teacher: Teacher) -> CouponRead:
    course = own_course(session, course_id, teacher)
    coupon = Coupon(course_id=course.id, **body.model_dump())
    session.add(coupon)
    try:
        session.commit()
    except IntegrityError:
        raise HTTPException(status_code=409, detail="This code is taken") from None
    return coupon
