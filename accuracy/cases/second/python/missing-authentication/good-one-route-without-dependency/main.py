from fastapi import FastAPI

from devices.routes import router

app = FastAPI()
app.include_router(router)
