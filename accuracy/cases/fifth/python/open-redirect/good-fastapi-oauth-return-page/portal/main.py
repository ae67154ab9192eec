import os

from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

from portal.api import router

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], https_only=True, same_site="lax")
app.include_router(router)
