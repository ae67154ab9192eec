"""One connection per request, and queries made of parts that carry their own parameters."""

import sqlite3
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g


@dataclass(frozen=True)
class Part:
    text: str
    values: tuple = ()

    def __add__(self, other: "Part") -> "Part":
        return Part(f"{self.text} {other.text}", self.values + other.values)


@dataclass
class Select:
    """Select("records r").where("r.id = ?", 1).order(ORDERS["title"]): the texts are literals of this code base."""

    source: str
    columns: str = "*"
    conditions: list[Part] = field(default_factory=list)
    tail: Part = Part("")

    def where(self, text: str, *values: Any) -> "Select":
        self.conditions.append(Part(text, values))
        return self

    def order(self, clause: str) -> "Select":
        self.tail = Part(f"ORDER BY {clause}")
        return self

    def slice(self, page: int, size: int) -> "Select":
        self.tail += Part("LIMIT ? OFFSET ?", (size, (page - 1) * size))
        return self

    def part(self) -> Part:
        built = Part(f"SELECT {self.columns} FROM {self.source}")
        for index, condition in enumerate(self.conditions):
            built += Part("AND" if index else "WHERE") + condition
        return built + self.tail


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def get() -> sqlite3.Connection:
    if "db" not in g:
        g.db = connect(current_app.extensions["settings"].database)
    return g.db


def rows(query: Select | Part) -> list[sqlite3.Row]:
    part = query.part() if isinstance(query, Select) else query
    return get().execute(part.text, part.values).fetchall()


def row(query: Select | Part) -> sqlite3.Row | None:
    part = query.part() if isinstance(query, Select) else query
    return get().execute(part.text, part.values).fetchone()


def run(text: str, *values: Any) -> sqlite3.Cursor:
    return get().execute(text, values)


def run_many(text: str, batch: Iterable[tuple]) -> None:
    get().executemany(text, batch)


@contextmanager
def transaction():
    connection = get()
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def match_expression(words: str) -> str:
    """Every word a quoted term: the operators of FTS5 are words like others."""
    return " ".join('"{}"'.format(word.replace('"', '""')) for word in words.split()[:10])


def init_app(app: Flask) -> None:
    @app.teardown_appcontext
    def close(_error):
        connection = g.pop("db", None)
        if connection is not None:
            connection.close()

    with app.app_context():
        get().executescript((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
