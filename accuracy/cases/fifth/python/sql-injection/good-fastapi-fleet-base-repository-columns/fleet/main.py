from fastapi import FastAPI

from fleet.api import router

app = FastAPI(title="fleet")
app.include_router(router)
