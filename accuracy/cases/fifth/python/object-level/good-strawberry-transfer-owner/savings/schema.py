from decimal import Decimal

import strawberry
from strawberry.types import Info

from savings.context import SignedIn
from savings.models import Account


@strawberry.type
class AccountType:
    id: int
    label: str
    iban: str
    balance: Decimal


def as_type(account: Account) -> AccountType:
    return AccountType(id=account.id, label=account.label, iban=account.iban, balance=account.balance)


@strawberry.type
class Query:
    @strawberry.field(permission_classes=[SignedIn])
    async def accounts(self, info: Info) -> list[AccountType]:
        rows = await Account.filter(holder_id=info.context["user_id"]).order_by("id").limit(50)
        return [as_type(row) for row in rows]


@strawberry.type
class Mutation:
    @strawberry.mutation(permission_classes=[SignedIn])
    async def rename_account(self, info: Info, id: int, label: str) -> AccountType:
        account = await Account.get(id=id)
        if account.holder_id != info.context["user_id"]:
            raise PermissionError("not your account")
        account.label = label[:60]
        await account.save(update_fields=["label"])
        return as_type(account)


schema = strawberry.Schema(query=Query, mutation=Mutation)
