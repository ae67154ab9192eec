from contextlib import asynccontextmanager

from fastapi import FastAPI

from bootstrap import ensure_administrator
from db import session_factory


@asynccontextmanager
async def lifespan(_: FastAPI):
    async with session_factory() as session:
        await ensure_administrator(session)
    yield


app = FastAPI(lifespan=lifespan)
