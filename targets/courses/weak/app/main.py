import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import text

from app.api.main import api_router
from app.api.routes import pages
from app.core import middleware
from app.core.config import settings
from app.core.db import SessionLocal
from app.initial_data import init_db

logging.basicConfig(level=settings.LOG_LEVEL, format="%(asctime)s %(levelname)s %(name)s %(message)s")


@asynccontextmanager
async def lifespan(_app: FastAPI):
    init_db()
    yield


app = FastAPI(
    title=settings.PROJECT_NAME,
    openapi_url=f"{settings.API_V1_STR}/openapi.json",
    lifespan=lifespan,
)
middleware.install(app)
app.include_router(api_router, prefix=settings.API_V1_STR)
app.include_router(pages.router)


@app.get("/health", tags=["utils"])
def health():
    try:
        with SessionLocal() as session:
            session.execute(text("SELECT 1"))
    except Exception:
        logging.getLogger("lectern").exception("health check failed")
        return JSONResponse({"status": "unavailable"}, status_code=503)
    return {"status": "ok"}
