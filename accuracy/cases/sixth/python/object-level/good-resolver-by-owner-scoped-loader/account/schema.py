from typing import Any

import strawberry
from strawberry.permission import BasePermission
from strawberry.types import Info

from account.repository import AddressRepository


class SignedIn(BasePermission):
    message = "sign in first"

    def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:
        return info.context["viewer"] is not None


@strawberry.type
class Address:
    id: strawberry.ID
    street: str
    city: str


@strawberry.input
class AddressInput:
    id: strawberry.ID
    street: str
    city: str


@strawberry.type
class Query:
    @strawberry.field(permission_classes=[SignedIn])
    async def addresses(self, info: Info) -> list[Address]:
        repo: AddressRepository = info.context["addresses"]
        return [Address(**row) for row in await repo.of_owner(info.context["viewer"].id)]


@strawberry.type
class Mutation:
    @strawberry.mutation(permission_classes=[SignedIn])
    async def update_address(self, info: Info, data: AddressInput) -> Address | None:
        repo: AddressRepository = info.context["addresses"]
        row = await repo.update(
            int(data.id), info.context["viewer"].id, street=data.street, city=data.city
        )
        return Address(**row) if row else None


schema = strawberry.Schema(query=Query, mutation=Mutation)
