from fastapi import APIRouter, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from app.api.deps import CurrentUser, SessionDep, Teacher, joined_course, own_course
from app.crud import quizzes
from app.models import Attempt, Course, Quiz
from app.schemas import (
    AttemptCreate,
    AttemptRead,
    GradeRequest,
    GradeResult,
    QuizCreate,
    QuizRead,
)
from app.services import quiz_import

router = APIRouter(tags=["quizzes"])


def quiz_or_404(session: Session, quiz_id: int) -> Quiz:
    quiz = session.get(Quiz, quiz_id)
    if quiz is None:
        raise HTTPException(status_code=404, detail="Quiz not found")
    return quiz


@router.post("/courses/{course_id}/quizzes", status_code=201)
def create_quiz(session: SessionDep, course_id: int, body: QuizCreate, teacher: Teacher) -> QuizRead:
    course = own_course(session, course_id, teacher)
    return quizzes.create(session, course.id, body)


@router.post("/courses/{course_id}/quizzes/import", status_code=201)
async def import_quiz(request: Request, session: SessionDep, course_id: int, teacher: Teacher) -> QuizRead:
    """The body is the XML document that other platforms export."""
    course = await run_in_threadpool(own_course, session, course_id, teacher)
    document = await request.body()
    try:
        data = await run_in_threadpool(quiz_import.parse, document)
    except quiz_import.ImportFailed as error:
        raise HTTPException(status_code=422, detail=str(error)) from None
    return await run_in_threadpool(quizzes.create, session, course.id, data)


@router.get("/quizzes/{quiz_id}")
def read_quiz(session: SessionDep, quiz_id: int, current_user: CurrentUser) -> QuizRead:
    quiz = quiz_or_404(session, quiz_id)
    joined_course(session, quiz.course_id, current_user)
    return quiz


@router.post("/quizzes/{quiz_id}/attempts", status_code=201)
def create_attempt(
    session: SessionDep, quiz_id: int, body: AttemptCreate, current_user: CurrentUser
) -> AttemptRead:
    quiz = quiz_or_404(session, quiz_id)
    joined_course(session, quiz.course_id, current_user)
    made = quizzes.attempts_of(session, quiz.id, current_user.id)
    if made >= quiz.max_attempts:
        raise HTTPException(status_code=409, detail="No attempts are left")
    attempt = Attempt(
        quiz_id=quiz.id,
        user_id=current_user.id,
        number=made + 1,
        answers=body.answers,
        score=quizzes.score(quiz, body.answers),
    )
    session.add(attempt)
    session.commit()
    return attempt


@router.get("/attempts/{attempt_id}")
def read_attempt(session: SessionDep, attempt_id: int, current_user: CurrentUser) -> AttemptRead:
    attempt = session.get(Attempt, attempt_id)
    if attempt is None:
        raise HTTPException(status_code=404, detail="Attempt not found")
    if attempt.user_id != current_user.id:
        quiz = session.get(Quiz, attempt.quiz_id)
        if session.get(Course, quiz.course_id).teacher_id != current_user.id:
            raise HTTPException(status_code=404, detail="Attempt not found")
    return attempt


@router.post("/courses/{course_id}/attempts/grade")
def grade_attempts(session: SessionDep, course_id: int, body: GradeRequest, teacher: Teacher) -> GradeResult:
    course = own_course(session, course_id, teacher)
    return GradeResult(updated=quizzes.grade(session, course.id, body.grades))
