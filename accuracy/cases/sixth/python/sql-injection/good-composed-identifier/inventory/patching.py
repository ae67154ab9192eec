from collections.abc import Iterator, Mapping
from typing import Any

from psycopg import sql


def assignments(changes: Mapping[str, Any]) -> Iterator[sql.Composable]:
    for position, column in enumerate(changes):
        yield sql.SQL("{} = {}").format(
            sql.Identifier(column),
            sql.Placeholder(f"v{position}"),
        )


def update_statement(table: str, changes: Mapping[str, Any]) -> tuple[sql.Composed, dict[str, Any]]:
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %(id)s AND owner_id = %(owner)s").format(
        sql.Identifier(table), sql.SQL(", ").join(assignments(changes))
    )
    values = {f"v{position}": value for position, value in enumerate(changes.values())}
    return statement, values
