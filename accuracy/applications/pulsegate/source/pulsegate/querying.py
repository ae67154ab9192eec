from typing import Annotated, Any, LiteralString

from fastapi import Depends, Query
from sqlalchemy import TextClause, text
from sqlalchemy.sql.elements import ColumnElement


class Window:
    def __init__(self, page: Annotated[int, Query(ge=1, le=1000)] = 1, size: Annotated[int, Query(ge=1, le=100)] = 25):
        self.size, self.offset = size, (page - 1) * size

    def apply(self, query):
        return query.limit(self.size + 1).offset(self.offset)

    def page(self, rows) -> dict[str, Any]:
        return {"items": rows[: self.size], "more": len(rows) > self.size}


Windowed = Annotated[Window, Depends()]


class Sorting:
    """Sorting(name=Monitor.name, …): `sort=-name` turns around; a name that is not in the list sorts by the first."""

    def __init__(self, **columns: ColumnElement):
        self._columns = columns
        self._first = next(iter(columns))

    def __call__(self, sort: Annotated[str, Query(max_length=40)] = "") -> ColumnElement:
        column = self._columns.get(sort.removeprefix("-"), self._columns[self._first])
        return column.desc() if sort.startswith("-") else column.asc()


class Pieces:
    """SQL that is put together of literals; whatever comes from outside is a named parameter."""

    def __init__(self, head: LiteralString):
        self._text: LiteralString = head
        self._values: dict[str, Any] = {}

    def add(self, piece: LiteralString, **values: Any) -> "Pieces":
        self._text = self._text + " " + piece
        self._values |= values
        return self

    def build(self) -> TextClause:
        return text(self._text).bindparams(**self._values)


def like(words: str) -> str:
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
