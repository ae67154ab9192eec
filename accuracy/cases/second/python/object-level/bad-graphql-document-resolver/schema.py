import strawberry
from strawberry.permission import BasePermission
from strawberry.types import Info

from documents import DocumentRepository


class SignedIn(BasePermission):
    message = "sign in first"

    def has_permission(self, source, info: Info, **kwargs) -> bool:
        return info.context["user"] is not None


@strawberry.type
class Document:
    id: strawberry.ID
    title: str
    body: str


@strawberry.type
class Query:
    @strawberry.field(permission_classes=[SignedIn])
    async def document(self, info: Info, id: strawberry.ID) -> Document | None:
        repository: DocumentRepository = info.context["documents"]
        found = await repository.get(int(id))
        if found is None:
            return None
        return Document(id=strawberry.ID(str(found.id)), title=found.title, body=found.body)


schema = strawberry.Schema(Query)
