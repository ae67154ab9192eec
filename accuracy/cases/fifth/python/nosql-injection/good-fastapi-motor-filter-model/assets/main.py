import os
from contextlib import asynccontextmanager

from fastapi import FastAPI
from motor.motor_asyncio import AsyncIOMotorClient

from assets.api import router


@asynccontextmanager
async def lifespan(app: FastAPI):
    client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
    app.state.mongo = client["assets"]
    yield
    client.close()


app = FastAPI(lifespan=lifespan)
app.include_router(router)
