from fastapi import FastAPI

from exports.api import router

app = FastAPI(title="exports")
app.include_router(router)
