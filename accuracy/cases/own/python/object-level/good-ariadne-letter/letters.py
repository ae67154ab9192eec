from ariadne import QueryType
from graphql import GraphQLError

query = QueryType()


@query.field("letter")
async def resolve_letter(_, info, number: int):
    reader = info.context["user"]
    if reader is None:
        raise GraphQLError("sign in")
    letter_repository = info.context["letters"]
    letter = await letter_repository.find(number)
    return letter if letter is not None and reader.id in (letter.sender_id, letter.addressee_id) else None
