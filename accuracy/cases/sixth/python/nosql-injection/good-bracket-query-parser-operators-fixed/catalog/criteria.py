import re
from collections.abc import Iterable

KEY = re.compile(r"^filter\[([^\]]+)\](?:\[([^\]]+)\])?$")

FIELDS = {"price": float, "brand": str, "stock": int}
OPERATORS = {"gt": "$gt", "lt": "$lt", "eq": "$eq"}


def parse(pairs: Iterable[tuple[str, str]]) -> dict:
    query: dict = {}
    for key, value in pairs:
        found = KEY.match(key)
        if found is None:
            continue
        field, operator = found.groups()
        cast = FIELDS.get(field)
        if cast is None:
            continue
        if operator is None:
            query[field] = cast(value)
        elif operator in OPERATORS:
            query.setdefault(field, {})[OPERATORS[operator]] = cast(value)
    return query
