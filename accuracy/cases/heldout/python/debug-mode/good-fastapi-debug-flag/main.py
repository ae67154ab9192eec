from fastapi import FastAPI

from routes import router

app = FastAPI(title="Orders", debug=False)
app.include_router(router)
