from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Book, get_session

app = FastAPI()


@app.get("/books")
def books(direction: str = "asc", session: Session = Depends(get_session)):
    ordering = Book.published_on.desc() if direction == "desc" else Book.published_on.asc()
    found = session.execute(select(Book.title, Book.published_on).order_by(ordering).limit(50))
    return [{"title": title, "published": str(published)} for title, published in found]
