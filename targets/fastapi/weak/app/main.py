import logging
import os
import sys
import traceback

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse

from app import settings
from app.api import admin, auth, documents, transfers, wallets
from app.domain import db

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger("wallet")
db.prepare()

app = FastAPI(title="Wallet", version="3.2.1", debug=settings.DEBUG)
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
for module in (auth, wallets, transfers, documents, admin):
    app.include_router(module.router)


@app.middleware("http")
async def log_requests(request: Request, call_next):
    log.info("%s %s %s", request.method, request.url, dict(request.headers))
    response = await call_next(request)
    response.headers["X-Powered-By"] = f"FastAPI on Python {sys.version.split()[0]}"
    return response


@app.exception_handler(Exception)
async def failed(request: Request, error: Exception):
    return JSONResponse({"detail": str(error), "trace": traceback.format_exception(error)}, 500)


@app.get("/health")
def health():
    return {"status": "ok", "version": app.version}


@app.get("/metrics", response_class=PlainTextResponse)
def metrics():
    return "# HELP wallet_up Up\n# TYPE wallet_up gauge\nwallet_up 1\n"


@app.get("/debug/settings", include_in_schema=False)
def debug_settings():
    return {name: getattr(settings, name) for name in dir(settings) if name.isupper()} | {"environment": dict(os.environ)}
