"""All SQL of the service."""

import hashlib
from datetime import timedelta
from uuid import UUID

import asyncpg

PHOTO_ORDERS = {
    "newest": "created_at DESC, id DESC",
    "oldest": "created_at, id",
    "largest": "bytes DESC, id DESC",
}
RANKS = {"viewer": ["viewer", "editor", "owner"], "editor": ["editor", "owner"], "owner": ["owner"]}


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


class Store:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def within(self, scope: str, value: str, limit: int, seconds: int) -> bool:
        hits = await self.pool.fetchval(
            """
            INSERT INTO hit_counters AS c (key, hits, resets_at) VALUES ($1, 1, now() + $2)
            ON CONFLICT (key) DO UPDATE SET
                hits = CASE WHEN c.resets_at <= now() THEN 1 ELSE c.hits + 1 END,
                resets_at = CASE WHEN c.resets_at <= now() THEN excluded.resets_at ELSE c.resets_at END
            RETURNING hits
            """,
            f"{scope}:{digest(value)}",
            timedelta(seconds=seconds),
        )
        return hits <= limit

    async def account_by_email(self, email: str):
        return await self.pool.fetchrow("SELECT id, password_hash FROM accounts WHERE email = $1", email)

    async def password_hash(self, account: UUID) -> str:
        return await self.pool.fetchval("SELECT password_hash FROM accounts WHERE id = $1", account)

    async def add_session(self, account: UUID, token: str, hours: int) -> None:
        await self.pool.execute(
            "INSERT INTO sessions (digest, account_id, expires_at) VALUES ($1, $2, now() + $3)",
            digest(token), account, timedelta(hours=hours),
        )

    async def session_account(self, token: str) -> UUID | None:
        return await self.pool.fetchval(
            "SELECT account_id FROM sessions WHERE digest = $1 AND expires_at > now()", digest(token)
        )

    async def end_session(self, token: str) -> None:
        await self.pool.execute("DELETE FROM sessions WHERE digest = $1", digest(token))

    async def set_password(self, account: UUID, password_hash: str) -> None:
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("UPDATE accounts SET password_hash = $2 WHERE id = $1", account, password_hash)
            await connection.execute("DELETE FROM sessions WHERE account_id = $1", account)

    async def add_album(self, account: UUID, title: str) -> UUID:
        async with self.pool.acquire() as connection, connection.transaction():
            album = await connection.fetchval("INSERT INTO albums (title) VALUES ($1) RETURNING id", title)
            await connection.execute("INSERT INTO album_members VALUES ($1, $2, 'owner')", album, account)
        return album

    async def albums(self, account: UUID, limit: int, offset: int):
        return await self.pool.fetch(
            """
            SELECT a.id, a.title, m.role FROM albums a
              JOIN album_members m ON m.album_id = a.id AND m.account_id = $1
             ORDER BY a.created_at DESC, a.id LIMIT $2 OFFSET $3
            """,
            account, limit, offset,
        )

    async def may(self, account: UUID, album: UUID, role: str) -> bool:
        return await self.pool.fetchval(
            "SELECT EXISTS (SELECT 1 FROM album_members WHERE album_id = $1 AND account_id = $2 AND role = ANY($3))",
            album, account, RANKS[role],
        )

    async def photos(self, album: UUID, order: str, limit: int, offset: int):
        return await self.pool.fetch(
            f"""
            SELECT id, caption, bytes, created_at FROM photos
             WHERE album_id = $1 ORDER BY {PHOTO_ORDERS[order]} LIMIT $2 OFFSET $3
            """,
            album, limit, offset,
        )

    async def photo_kind(self, photo: UUID) -> str | None:
        return await self.pool.fetchval("SELECT kind FROM photos WHERE id = $1", photo)

    async def add_photo(self, photo: UUID, album: UUID, account: UUID, kind: str, size: int) -> bool:
        """False when the account has no room left."""
        async with self.pool.acquire() as connection, connection.transaction():
            room = await connection.fetchval(
                """
                UPDATE accounts SET used_bytes = used_bytes + $2
                 WHERE id = $1 AND used_bytes + $2 <= quota_bytes RETURNING true
                """,
                account, size,
            )
            if room:
                await connection.execute(
                    "INSERT INTO photos (id, album_id, added_by, kind, bytes) VALUES ($1, $2, $3, $4, $5)",
                    photo, album, account, kind, size,
                )
        return bool(room)

    async def remove_photo(self, photo: UUID, album: UUID) -> str | None:
        async with self.pool.acquire() as connection, connection.transaction():
            row = await connection.fetchrow(
                "DELETE FROM photos WHERE id = $1 AND album_id = $2 RETURNING kind, bytes, added_by", photo, album
            )
            if row:
                await connection.execute(
                    "UPDATE accounts SET used_bytes = used_bytes - $2 WHERE id = $1", row["added_by"], row["bytes"]
                )
        return row and row["kind"]

    async def add_share(self, album: UUID, token: str, days: int) -> None:
        await self.pool.execute(
            "INSERT INTO shares (digest, album_id, expires_at) VALUES ($1, $2, now() + $3)",
            digest(token), album, timedelta(days=days),
        )

    async def shared_album(self, token: str):
        return await self.pool.fetchrow(
            "SELECT a.id, a.title FROM shares s JOIN albums a ON a.id = s.album_id"
            " WHERE s.digest = $1 AND s.expires_at > now()",
            digest(token),
        )

    async def sweep(self) -> None:
        for statement in (
            "DELETE FROM sessions WHERE expires_at < now()",
            "DELETE FROM shares WHERE expires_at < now()",
            "DELETE FROM hit_counters WHERE resets_at < now()",
        ):
            await self.pool.execute(statement)
