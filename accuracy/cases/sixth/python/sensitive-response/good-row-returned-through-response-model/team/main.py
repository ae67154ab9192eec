from fastapi import FastAPI

from team.crud import read_router
from team.models import User, UserOut

app = FastAPI()
app.include_router(read_router(User, UserOut, "/users"))
