from fastapi import FastAPI

from sensors.api import router

app = FastAPI(title="sensors")
app.include_router(router)
