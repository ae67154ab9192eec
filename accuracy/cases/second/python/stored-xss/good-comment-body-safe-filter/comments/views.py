from flask import Blueprint, g, redirect, render_template, request, url_for

from comments.auth import login_required
from comments.models import Comment, db

bp = Blueprint("comments", __name__)


@bp.post("/articles/<int:article_id>/comments")
@login_required
def add(article_id: int):
    db.session.add(Comment(article_id=article_id, author_id=g.user.id, body=request.form["body"][:4000]))
    db.session.commit()
    return redirect(url_for("comments.show", article_id=article_id))


@bp.get("/articles/<int:article_id>/comments")
def show(article_id: int):
    found = Comment.query.filter_by(article_id=article_id).order_by(Comment.id.desc()).limit(50).all()
    return render_template("comments.html", comments=found)
