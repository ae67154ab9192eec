import secrets
from contextlib import asynccontextmanager

from argon2 import PasswordHasher
from fastapi import FastAPI

from users import add_user, any_user

hasher = PasswordHasher()


@asynccontextmanager
async def lifespan(app: FastAPI):
    if not await any_user():
        password = secrets.token_urlsafe(12)
        await add_user("operator", hasher.hash(password), role="admin")
        print("operator made")
    yield


app = FastAPI(lifespan=lifespan)
