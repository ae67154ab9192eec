from __future__ import annotations

from sqlalchemy import func, or_, select

from app.db.models import Membership, Practice, Practitioner, User
from app.repositories.base import Repository, ordering

SORTS = {"name": "practices.name", "city": "practices.city", "newest": "practices.created_at"}


class Practices(Repository):
    async def by_id(self, practice_id: int) -> Practice | None:
        return await self.db.get(Practice, practice_id)

    async def by_slug(self, slug: str) -> Practice | None:
        return await self.db.scalar(select(Practice).where(Practice.slug == slug, Practice.published.is_(True)))

    async def directory(self, q: str, sort: str, limit: int, offset: int) -> list[Practice]:
        query = select(Practice).where(Practice.published.is_(True))
        if q:
            like = f"%{q}%"
            query = query.where(or_(Practice.name.ilike(like), Practice.city.ilike(like)))
        query = query.order_by(ordering(sort, SORTS)).limit(limit).offset(offset)
        return list(await self.db.scalars(query))

    async def role_of(self, user_id: int, practice_id: int) -> str | None:
        return await self.db.scalar(
            select(Membership.role).where(Membership.user_id == user_id, Membership.practice_id == practice_id)
        )

    async def employers(self, user_id: int) -> list[int]:
        return list(await self.db.scalars(select(Membership.practice_id).where(Membership.user_id == user_id)))

    async def set_member(self, practice_id: int, user: User, role: str) -> None:
        found = await self.db.scalar(
            select(Membership).where(Membership.practice_id == practice_id, Membership.user_id == user.id)
        )
        if found:
            found.role = role
        else:
            self.db.add(Membership(practice_id=practice_id, user_id=user.id, role=role))
        await self.db.commit()

    async def practitioners(self, practice_id: int) -> list[Practitioner]:
        return list(await self.db.scalars(
            select(Practitioner).where(Practitioner.practice_id == practice_id).order_by(Practitioner.id).limit(200)
        ))

    async def practitioner(self, practitioner_id: int) -> Practitioner | None:
        return await self.db.get(Practitioner, practitioner_id)

    async def count_practitioners(self, practice_id: int) -> int:
        return await self.db.scalar(select(func.count(Practitioner.id)).where(Practitioner.practice_id == practice_id))
