from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import User

hasher = PasswordHasher()


async def ensure_administrator(session: AsyncSession) -> None:
    if await session.scalar(select(User.id).where(User.role == "admin").limit(1)):
        return
    session.add(User(login="admin", role="admin", password_hash=hasher.hash("admin123")))
    await session.commit()
