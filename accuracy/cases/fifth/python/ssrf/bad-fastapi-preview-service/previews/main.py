from fastapi import FastAPI

from previews.api import router

app = FastAPI(title="previews")
app.include_router(router)
