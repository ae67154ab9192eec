import logging
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.db import make_pool
from app.deps import current_customer
from app.middleware import AccessLog
from app.routers import admin, auth, couriers, customers, parcels, tracking
from app.settings import get_settings

logging.basicConfig(level=logging.INFO)
settings = get_settings()


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = make_pool()
    await app.state.pool.open()
    yield
    await app.state.pool.close()


app = FastAPI(title="Parcel Perch", debug=settings.debug, lifespan=lifespan)
app.add_middleware(AccessLog)
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"https?://.*",
    allow_credentials=True,
    allow_methods=["GET", "POST", "PATCH", "DELETE"],
    allow_headers=["Authorization", "Content-Type"],
)

app.include_router(auth.router)
app.include_router(tracking.router)
app.include_router(couriers.router)
app.include_router(customers.router, dependencies=[Depends(current_customer)])
app.include_router(parcels.router, dependencies=[Depends(current_customer)])
app.include_router(admin.router, prefix="/admin", dependencies=[Depends(current_customer)])


@app.get("/health")
async def health():
    return {"status": "ok"}
