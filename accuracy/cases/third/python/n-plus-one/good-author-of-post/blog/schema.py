import strawberry
from strawberry.types import Info

from blog.database import pool


@strawberry.type
class Author:
    id: int
    name: str


@strawberry.type
class Post:
    id: int
    title: str
    author_id: strawberry.Private[int]

    @strawberry.field
    async def author(self, info: Info) -> Author:
        row = await info.context["authors"].load(self.author_id)
        return Author(**row)


@strawberry.type
class Query:
    @strawberry.field
    async def posts(self) -> list[Post]:
        rows = await pool().fetch("SELECT id, title, author_id FROM posts ORDER BY id DESC LIMIT 30")
        return [Post(**row) for row in rows]


schema = strawberry.Schema(query=Query)
