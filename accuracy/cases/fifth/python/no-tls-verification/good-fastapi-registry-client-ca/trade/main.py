from contextlib import asynccontextmanager

from fastapi import FastAPI

from trade.api import router
from trade.registry import open_registry


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with open_registry() as registry:
        app.state.registry = registry
        yield


app = FastAPI(lifespan=lifespan)
app.include_router(router)
