import asyncio
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_decoy = _hasher.hash(secrets.token_urlsafe())
_few = asyncio.Semaphore(4)
_COMMON = {"passwordpassword", "123456789012", "nightferry12", "qwertyuiop12"}


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def too_easy(word: str) -> bool:
    return not 12 <= len(word) <= 128 or word.lower() in _COMMON or len(set(word)) < 5


async def hash_password(word: str) -> str:
    async with _few:
        return await asyncio.to_thread(_hasher.hash, word)


async def fits(stored: str | None, word: str) -> bool:
    """As long without an account as with one."""

    def compare() -> bool:
        try:
            return _hasher.verify(stored or _decoy, word)
        except (VerificationError, InvalidHashError):
            return False

    async with _few:
        return await asyncio.to_thread(compare) and stored is not None
