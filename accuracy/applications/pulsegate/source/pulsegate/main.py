from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from . import errors
from .config import settings
from .db import engine
from .limits import limited, redis
from .middleware import BodyLimit, Headers
from .outbound import Caller
from .publishing import Hub
from .routers import account, health, inbound, incidents, members, monitors, session


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.caller, app.state.hub = Caller(), Hub()
    app.state.hub.start()
    yield
    await app.state.hub.stop()
    await app.state.caller.close()
    await redis().aclose()
    await engine().dispose()


def create_app() -> FastAPI:
    config = settings()
    app = FastAPI(
        title="Pulsegate",
        lifespan=lifespan,
        docs_url="/docs" if config.publish_docs else None,
        redoc_url=None,
        openapi_url="/openapi.json" if config.publish_docs else None,
    )
    errors.install(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[config.origin_text],
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["authorization", "content-type"],
        max_age=600,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(Headers)

    app.include_router(health.router)
    everybody = [Depends(limited("all", 600, 60))]
    for module in (session, account, members, monitors, incidents, inbound):
        app.include_router(module.router, dependencies=everybody)
    return app
