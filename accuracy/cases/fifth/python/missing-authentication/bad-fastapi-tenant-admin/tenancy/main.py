from fastapi import FastAPI

from tenancy.api import router

app = FastAPI(title="tenancy")
app.include_router(router)
