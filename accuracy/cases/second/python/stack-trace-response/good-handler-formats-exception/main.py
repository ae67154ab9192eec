from fastapi import FastAPI

import errors
from orders.routes import router

app = FastAPI()
app.include_router(router)
errors.install(app)
