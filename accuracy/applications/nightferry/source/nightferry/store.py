"""The pool, and a small builder: text of statements is written in this program, values are always numbered."""
import ssl

import asyncpg


async def connect(dsn: str) -> asyncpg.Pool:
    return await asyncpg.create_pool(
        dsn, min_size=1, max_size=12, timeout=4, command_timeout=6, max_inactive_connection_lifetime=300, ssl=ssl.create_default_context(),
        server_settings={"statement_timeout": "5000", "idle_in_transaction_session_timeout": "10000"},
    )


class Select:
    def __init__(self, head: str):
        self.head, self.conditions, self.values, self.tail = head, [], [], ""

    def where(self, condition: str, *values) -> "Select":
        """Each `?` of the condition becomes the number of its value."""
        parts = condition.split("?")
        text = parts[0]
        for value, rest in zip(values, parts[1:], strict=True):
            self.values.append(value)
            text += f"${len(self.values)}{rest}"
        self.conditions.append(f"({text})")
        return self

    def order(self, columns: dict[str, str], name: str, descending: bool, then: str) -> "Select":
        self.tail = f" ORDER BY {columns[name]} {'DESC' if descending else 'ASC'}, {then}"
        return self

    def page(self, page: int, size: int) -> "Select":
        self.values += [size, (page - 1) * size]
        self.tail += f" LIMIT ${len(self.values) - 1} OFFSET ${len(self.values)}"
        return self

    @property
    def text(self) -> str:
        return self.head + (" WHERE " + " AND ".join(self.conditions) if self.conditions else "") + self.tail

    async def rows(self, db):
        return await db.fetch(self.text, *self.values)


def contains(words: str) -> str:
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


async def note(db, person: int | None, action: str, subject: object) -> None:
    await db.execute("INSERT INTO trail (person, action, subject) VALUES ($1, $2, $3)", person, action, str(subject)[:80])


async def may_try(db, key: str, most: int, seconds: int = 900) -> bool:
    n = await db.fetchval(
        """
        INSERT INTO tries (key, ends, n) VALUES ($1, now() + make_interval(secs => $2), 1)
        ON CONFLICT (key) DO UPDATE SET
          n = CASE WHEN tries.ends < now() THEN 1 ELSE tries.n + 1 END,
          ends = CASE WHEN tries.ends < now() THEN excluded.ends ELSE tries.ends END
        RETURNING n
        """,
        key[:200], float(seconds),
    )
    return n <= most
