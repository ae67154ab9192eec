import os

from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware
from strawberry.fastapi import GraphQLRouter
from tortoise.contrib.fastapi import register_tortoise

from savings.context import get_context
from savings.schema import schema

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], https_only=True)
app.include_router(GraphQLRouter(schema, context_getter=get_context), prefix="/graphql")
register_tortoise(app, db_url=os.environ["DATABASE_URL"], modules={"models": ["savings.models"]})
