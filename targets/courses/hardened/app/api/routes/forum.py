from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy.orm import Session

from app.api.deps import CurrentUser, PageDep, SessionDep, joined_course
from app.crud import forum
from app.models import Course, Post, Thread
from app.schemas import PostCreate, PostRead, ThreadCreate, ThreadDetail, ThreadRead

router = APIRouter(tags=["forum"])


def thread_or_404(session: Session, thread_id: int) -> Thread:
    thread = session.get(Thread, thread_id)
    if thread is None:
        raise HTTPException(status_code=404, detail="Thread not found")
    return thread


@router.get("/courses/{course_id}/threads")
def read_threads(
    session: SessionDep,
    course_id: int,
    current_user: CurrentUser,
    page: PageDep,
    q: Annotated[str, Query(max_length=100)] = "",
    sort: Annotated[str, Query(max_length=20)] = "newest",
) -> list[ThreadRead]:
    course = joined_course(session, course_id, current_user)
    return forum.threads(session, course.id, q, sort, page.skip, page.limit)


@router.post("/courses/{course_id}/threads", status_code=201)
def create_thread(
    session: SessionDep, course_id: int, body: ThreadCreate, current_user: CurrentUser
) -> ThreadRead:
    course = joined_course(session, course_id, current_user)
    return forum.start_thread(session, course.id, current_user.id, body.title, body.body)


@router.get("/threads/{thread_id}")
def read_thread(session: SessionDep, thread_id: int, current_user: CurrentUser) -> ThreadDetail:
    thread = thread_or_404(session, thread_id)
    joined_course(session, thread.course_id, current_user)
    shown = ThreadRead.model_validate(thread).model_dump()
    posts = [PostRead.model_validate(post) for post in forum.posts(session, thread.id)]
    return ThreadDetail(**shown, posts=posts)


@router.post("/threads/{thread_id}/posts", status_code=201)
def create_post(session: SessionDep, thread_id: int, body: PostCreate, current_user: CurrentUser) -> PostRead:
    thread = thread_or_404(session, thread_id)
    joined_course(session, thread.course_id, current_user)
    post = Post(thread_id=thread.id, author_id=current_user.id, body=body.body)
    session.add(post)
    session.commit()
    return post


@router.delete("/posts/{post_id}", status_code=204)
def delete_post(session: SessionDep, post_id: int, current_user: CurrentUser) -> None:
    post = session.get(Post, post_id)
    if post is None:
        raise HTTPException(status_code=404, detail="Post not found")
    if post.author_id != current_user.id and not current_user.is_superuser:
        thread = session.get(Thread, post.thread_id)
        if session.get(Course, thread.course_id).teacher_id != current_user.id:
            raise HTTPException(status_code=404, detail="Post not found")
    session.delete(post)
    session.commit()
