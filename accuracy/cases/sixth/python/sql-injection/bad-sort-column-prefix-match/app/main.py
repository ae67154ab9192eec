from contextlib import asynccontextmanager
from typing import Annotated

import asyncpg
from fastapi import Depends, FastAPI, Query, Request

from app.auth import Principal, current_principal
from app.repository import OrderRepository
from app.schemas import OrderFilter


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(dsn=None, min_size=2, max_size=10)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


def repository(request: Request) -> OrderRepository:
    return OrderRepository(request.app.state.pool)


@app.get("/orders")
async def list_orders(
    criteria: Annotated[OrderFilter, Query()],
    principal: Annotated[Principal, Depends(current_principal)],
    repo: Annotated[OrderRepository, Depends(repository)],
):
    return await repo.search(principal.tenant_id, criteria)
