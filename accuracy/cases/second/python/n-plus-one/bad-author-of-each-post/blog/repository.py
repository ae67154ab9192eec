from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from blog.models import Author, Post


class Posts:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def page(self, after: int) -> list[dict]:
        posts = (await self.session.scalars(select(Post).where(Post.id > after).order_by(Post.id).limit(40))).all()
        result = []
        for post in posts:
            author = await self.session.get(Author, post.author_id)
            result.append({"id": post.id, "title": post.title, "author": author.name})
        return result
