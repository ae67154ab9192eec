from dataclasses import dataclass


@dataclass
class UserRecord:
    id: int
    name: str
    password_hash: str


USERS: dict[str, UserRecord] = {}


async def find_user(name: str) -> UserRecord | None:
    return USERS.get(name)
