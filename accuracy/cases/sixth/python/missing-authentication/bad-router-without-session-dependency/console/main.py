import os
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from console.fleet import Fleet
from console.routers import alerts, backups, machines
from console.security import operator_session


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with Fleet.connect(os.environ["DATABASE_URL"]) as fleet:
        app.state.fleet = fleet
        yield


def create_app() -> FastAPI:
    app = FastAPI(title="console", lifespan=lifespan)
    guarded = [Depends(operator_session)]
    for router in (machines, alerts):
        app.include_router(router, dependencies=guarded)
    app.include_router(backups)
    return app
