import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request
from strawberry.fastapi import GraphQLRouter

from account.repository import AddressRepository
from account.schema import schema
from account.viewer import viewer_of


async def context(request: Request) -> dict:
    pool = request.app.state.pool
    return {"viewer": await viewer_of(request, pool), "addresses": AddressRepository(pool)}


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"]) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)
app.include_router(GraphQLRouter(schema, context_getter=context, graphql_ide=None), prefix="/graphql")
