from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Attempt, Question, Quiz
from app.schemas import GradeItem, QuizCreate


def create(session: Session, course_id: int, data: QuizCreate) -> Quiz:
    quiz = Quiz(
        course_id=course_id, title=data.title, pass_percent=data.pass_percent, max_attempts=data.max_attempts
    )
    quiz.questions = [Question(**question.model_dump()) for question in data.questions]
    session.add(quiz)
    session.commit()
    return quiz


def score(quiz: Quiz, answers: list[int]) -> int:
    right = sum(1 for question, answer in zip(quiz.questions, answers) if question.correct_option == answer)
    return round(100 * right / max(1, len(quiz.questions)))


def attempts_of(session: Session, quiz_id: int, user_id: int) -> int:
    return session.scalar(
        select(func.count()).select_from(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.user_id == user_id)
    )


def grade(session: Session, course_id: int, grades: list[GradeItem]) -> int:
    updated = 0
    for item in grades:
        attempt = session.get(Attempt, item.attempt_id)
        if attempt is None:
            continue
        attempt.score, attempt.feedback = item.score, item.feedback
        updated += 1
    session.commit()
    return updated


def passed_all(session: Session, course_id: int, user_id: int) -> bool:
    for quiz in session.scalars(select(Quiz).where(Quiz.course_id == course_id)):
        best = session.scalar(
            select(func.max(Attempt.score)).where(Attempt.quiz_id == quiz.id, Attempt.user_id == user_id)
        )
        if best is None or best < quiz.pass_percent:
            return False
    return True
