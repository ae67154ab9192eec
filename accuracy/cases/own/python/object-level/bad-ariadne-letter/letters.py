from ariadne import QueryType
from graphql import GraphQLError

query = QueryType()


@query.field("letter")
async def resolve_letter(_, info, number: int):
    reader = info.context["user"]
    if reader is None:
        raise GraphQLError("sign in")
    letter_repository = info.context["letters"]
    return await letter_repository.find(number)
