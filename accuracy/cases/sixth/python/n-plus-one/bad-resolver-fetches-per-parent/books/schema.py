import strawberry
from strawberry.types import Info


@strawberry.type
class Publisher:
    id: strawberry.ID
    name: str


@strawberry.type
class Book:
    id: strawberry.ID
    title: str
    publisher_id: strawberry.Private[int]

    @strawberry.field
    async def publisher(self, info: Info) -> Publisher | None:
        row = await info.context["books"].publisher(self.publisher_id)
        return Publisher(**row) if row else None


@strawberry.type
class Query:
    @strawberry.field
    async def books(self, info: Info, first: int = 20) -> list[Book]:
        return [Book(**row) for row in await info.context["books"].latest(max(first, 1))]


schema = strawberry.Schema(query=Query)
