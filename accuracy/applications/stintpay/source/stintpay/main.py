import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware

from stintpay import tokens
from stintpay.db import Base, engine
from stintpay.routers import admin, auth, contractors, invoices, money, reports, timesheets
from stintpay.settings import settings

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("stintpay")


@asynccontextmanager
async def lifespan(_: FastAPI):
    Base.metadata.create_all(engine)
    settings.export_dir.mkdir(exist_ok=True)
    yield
    engine.dispose()


app = FastAPI(title="Stintpay", debug=settings.debug, lifespan=lifespan)
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"https?://.*",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.middleware("http")
async def access_log(request: Request, call_next):
    who = "-"
    if header := request.headers.get("Authorization"):
        try:
            who = repr(tokens.peek(header.partition(" ")[2]).get("sub"))[:20]
        except tokens.BadToken:
            who = "?"
    response = await call_next(request)
    log.info("%s %r %s by %s", request.method, request.url.path, response.status_code, who)
    return response


for module in (auth, contractors, timesheets, invoices, money, reports, admin):
    app.include_router(module.router)


@app.get("/health")
def health():
    return {"ok": True}
