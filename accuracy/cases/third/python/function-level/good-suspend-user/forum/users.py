from dataclasses import dataclass
from typing import Literal

from forum.database import rows, tokens


@dataclass
class User:
    id: int
    name: str
    role: Literal["member", "moderator", "owner"]


class UserStore:
    def page(self, after: int, size: int) -> list[User]:
        return [User(**row) for row in rows("SELECT id, name, role FROM users WHERE id > %s LIMIT %s", after, size)]

    def suspend(self, user_id: int, by: int) -> bool:
        return bool(rows("UPDATE users SET suspended_by = %s WHERE id = %s RETURNING id", by, user_id))


def user_store() -> UserStore:
    return UserStore()


def user_of_token(token: str) -> User | None:
    return tokens.user(token)
