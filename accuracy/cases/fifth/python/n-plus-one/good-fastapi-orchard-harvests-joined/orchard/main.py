from fastapi import FastAPI

from orchard.api import router

app = FastAPI(title="orchard")
app.include_router(router)
