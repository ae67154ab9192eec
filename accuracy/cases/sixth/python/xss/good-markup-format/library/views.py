from flask import Blueprint, render_template, request
from sqlalchemy import func, select

from library.extensions import db
from library.highlight import Summary
from library.models import Book

bp = Blueprint("library", __name__)


@bp.get("/search")
def search():
    term = request.args.get("q", "", type=str).strip()[:100]
    condition = Book.title.icontains(term, autoescape=True)
    hits = db.session.scalar(select(func.count()).select_from(Book).where(condition))
    books = db.session.scalars(select(Book).where(condition).order_by(Book.title).limit(30)).all()
    return render_template("search.html", summary=Summary(term, hits), books=books)
