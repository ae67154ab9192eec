import uuid
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.api import admin, auth, documents, site, wallets
from app.api.access import current_user, identify
from app.api.problems import register_problems
from app.api.protocol import Protocol
from app.domain.database import Database
from app.domain.limits import TokenBucket
from app.domain.logs import configure_logs
from app.domain.passwords import hash_password
from app.domain.sessions import Sessions
from app.settings import settings


def create_app() -> FastAPI:
    configure_logs()
    chosen = settings()
    chosen.documents.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(chosen.database_path)

    @asynccontextmanager
    async def lifespan(_app):
        yield
        database.close()

    app = FastAPI(title="Wallet", debug=False, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan, dependencies=[Depends(identify)])
    named: dict[str, TokenBucket] = {}
    app.state.settings = chosen
    app.state.database = database
    app.state.sessions = Sessions(database, chosen.token_key)
    app.state.general = TokenBucket(chosen.requests_per_minute, chosen.request_burst)
    app.state.buckets = lambda name: named.setdefault(name, TokenBucket(chosen.auth_per_minute, chosen.auth_per_minute))
    _create_admin(database, chosen)

    register_problems(app)
    app.add_middleware(CORSMiddleware, allow_origins=chosen.allowed_origins, allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"], allow_headers=["authorization", "content-type"])
    app.add_middleware(Protocol)
    # Public routes are named here; every other router gets the guard.
    for public in (auth.public, site.public):
        app.include_router(public)
    for router in (auth.router, wallets.router, documents.router, admin.router):
        app.include_router(router, dependencies=[Depends(current_user)])
    return app


def _create_admin(database, chosen) -> None:
    """The first administrator comes from the environment of the first start, never from the source."""
    if chosen.admin_login and chosen.admin_password and database.first("SELECT id FROM users WHERE role = 'admin'") is None:
        database.change("INSERT INTO users (id, login, password_hash, role) VALUES (?, ?, ?, 'admin')", str(uuid.uuid4()), chosen.admin_login.lower(), hash_password(chosen.admin_password))
