from __future__ import annotations

from sqlalchemy import select, update

from app.core.security import utcnow
from app.db.models import LoginSession, User
from app.repositories.base import Repository


class Accounts(Repository):
    async def by_id(self, user_id: int) -> User | None:
        return await self.db.get(User, user_id)

    async def by_email(self, email: str) -> User | None:
        return await self.db.scalar(select(User).where(User.email == email))

    async def session(self, session_id: str) -> LoginSession | None:
        found = await self.db.get(LoginSession, session_id)
        return found if found and found.expires_at > utcnow() else None

    async def next_generation(self, session: LoginSession, generation: int) -> bool:
        """Takes a refresh token once; the update decides between parallel calls."""
        result = await self.db.execute(
            update(LoginSession)
            .where(LoginSession.id == session.id, LoginSession.generation == generation, LoginSession.revoked.is_(False))
            .values(generation=generation + 1)
        )
        await self.db.commit()
        return result.rowcount == 1

    async def end_session(self, session_id: str) -> None:
        await self.db.execute(update(LoginSession).where(LoginSession.id == session_id).values(revoked=True))
        await self.db.commit()

    async def set_password(self, user: User, password_hash: str) -> None:
        user.password_hash = password_hash
        user.reset_code = None
        user.reset_expires = None
        await self.db.commit()

    async def page(self, limit: int, offset: int) -> list[User]:
        return list(await self.db.scalars(select(User).order_by(User.id).limit(limit).offset(offset)))
