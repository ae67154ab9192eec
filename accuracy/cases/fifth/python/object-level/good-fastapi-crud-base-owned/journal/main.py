from fastapi import FastAPI

from journal.api import router

app = FastAPI(title="journal")
app.include_router(router)
