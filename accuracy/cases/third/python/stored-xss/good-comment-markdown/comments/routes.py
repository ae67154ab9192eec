from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from sqlalchemy import select

from comments.db import session
from comments.models import Comment

blueprint = Blueprint("comments", __name__)


@blueprint.get("/articles/<int:article_id>/comments")
def comments(article_id: int):
    statement = select(Comment).where(Comment.article_id == article_id).order_by(Comment.id.desc()).limit(50)
    return render_template("comments.html", comments=session.scalars(statement).all(), article_id=article_id)


@blueprint.post("/articles/<int:article_id>/comments")
@login_required
def add_comment(article_id: int):
    text = request.form["text"][:4000]
    session.add(Comment(article_id=article_id, author=current_user.name, text=text))
    session.commit()
    return redirect(url_for("comments.comments", article_id=article_id))
