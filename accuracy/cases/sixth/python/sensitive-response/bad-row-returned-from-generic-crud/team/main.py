from fastapi import FastAPI

from team.crud import read_router
from team.models import User

app = FastAPI()
app.include_router(read_router(User, "/users"))
