from fastapi import FastAPI

from club.api import router

app = FastAPI(title="club")
app.include_router(router)
