from profiles.cache import ProfileCache
from profiles.repository import ProfileRepository


class ProfileService:
    def __init__(self, cache: ProfileCache, repository: ProfileRepository) -> None:
        self._cache = cache
        self._repository = repository

    async def profile(self, user_id: int) -> dict | None:
        if (cached := await self._cache.get(user_id)) is not None:
            return cached
        profile = await self._repository.find(user_id)
        if profile is not None:
            await self._cache.put(user_id, profile)
        return profile
