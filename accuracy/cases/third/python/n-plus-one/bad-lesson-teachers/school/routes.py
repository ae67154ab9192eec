from flask import Blueprint, jsonify
from flask_login import login_required
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.db import engine
from school.models import Lesson

blueprint = Blueprint("lessons", __name__)


@blueprint.get("/lessons/upcoming")
@login_required
def upcoming():
    statement = select(Lesson).where(Lesson.starts_at > func.now()).order_by(Lesson.starts_at).limit(60)
    with Session(engine) as session:
        lessons = session.scalars(statement).all()
        return jsonify([{"title": lesson.title, "teacher": lesson.teacher.name} for lesson in lessons])
