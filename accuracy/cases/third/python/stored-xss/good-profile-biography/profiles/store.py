from dataclasses import dataclass


@dataclass
class Profile:
    handle: str
    biography: str


class ProfileStore:
    def __init__(self, pool) -> None:
        self._pool = pool

    async def find(self, handle: str) -> Profile | None:
        row = await self._pool.fetchrow("SELECT handle, biography FROM profiles WHERE handle = $1", handle)
        return Profile(**row) if row else None

    async def save_biography(self, handle: str, biography: str) -> None:
        await self._pool.execute("UPDATE profiles SET biography = $2 WHERE handle = $1", handle, biography)
