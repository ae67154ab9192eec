from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import func, select, text

from app.api.deps import SessionDep
from app.core.cache import cache
from app.models import Course, HelpArticle, User
from app.schemas import HelpArticleRead

router = APIRouter(tags=["utils"])


@router.get("/stats")
def read_stats(session: SessionDep) -> dict[str, int]:
    """The two numbers of the landing page."""

    def counted() -> dict[str, int]:
        return {
            "members": session.scalar(select(func.count()).select_from(User)),
            "courses": session.scalar(
                select(func.count()).select_from(Course).where(Course.published.is_(True))
            ),
        }

    return cache.get_or_set("stats", 60, counted)


@router.get("/help")
def search_help(session: SessionDep, q: Annotated[str, Query(max_length=100)] = "") -> list[HelpArticleRead]:
    found = text("SELECT * FROM help_articles WHERE title LIKE :q OR body LIKE :q LIMIT 20").bindparams(q=f"%{q}%")
    return list(session.scalars(select(HelpArticle).from_statement(found)))
