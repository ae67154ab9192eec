from typing import Annotated

from fastapi import APIRouter, Depends

from blog.dependencies import posts
from blog.repository import Posts

router = APIRouter()


@router.get("/posts")
async def list_posts(repository: Annotated[Posts, Depends(posts)], after: int = 0) -> list[dict]:
    return await repository.page(after)
