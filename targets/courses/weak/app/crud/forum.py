from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models import Post, Thread

THREAD_ORDER = {
    "newest": "created_at DESC, id DESC",
    "oldest": "created_at ASC, id ASC",
    "title": "title COLLATE NOCASE ASC",
}


def threads(session: Session, course_id: int, q: str, sort: str, skip: int, limit: int) -> list[Thread]:
    order = THREAD_ORDER.get(sort, THREAD_ORDER["newest"])
    query = text(
        f"SELECT * FROM threads WHERE course_id = :course AND title LIKE :q ORDER BY {order} LIMIT :limit OFFSET :skip"
    )
    bound = query.bindparams(course=course_id, q=f"%{q}%", limit=limit, skip=skip)
    return list(session.scalars(select(Thread).from_statement(bound)))


def start_thread(session: Session, course_id: int, author_id: int, title: str, body: str) -> Thread:
    thread = Thread(course_id=course_id, author_id=author_id, title=title)
    session.add(thread)
    session.flush()
    session.add(Post(thread_id=thread.id, author_id=author_id, body=body))
    session.commit()
    return thread


def posts(session: Session, thread_id: int) -> list[Post]:
    return list(session.scalars(select(Post).where(Post.thread_id == thread_id).order_by(Post.id).limit(500)))
