import os
from contextlib import asynccontextmanager

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from books.repository import BookRepository
from books.schema import schema


class BookGraph(GraphQL):
    async def get_context(self, request: Request, response) -> dict:
        books = BookRepository(request.app.state.pool)
        return {"books": books, "publishers": DataLoader(load_fn=books.publishers)}


@asynccontextmanager
async def lifespan(app: Starlette):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"]) as pool:
        app.state.pool = pool
        yield


app = Starlette(
    routes=[Route("/graphql", BookGraph(schema, graphql_ide=None), methods=["POST"])],
    lifespan=lifespan,
)
