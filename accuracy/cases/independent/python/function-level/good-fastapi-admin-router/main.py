from fastapi import FastAPI

from admin import router

app = FastAPI()
app.include_router(router)
