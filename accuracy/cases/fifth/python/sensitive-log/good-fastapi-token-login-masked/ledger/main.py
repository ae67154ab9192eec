from fastapi import FastAPI

from ledger.api import router

app = FastAPI(title="ledger")
app.include_router(router)
