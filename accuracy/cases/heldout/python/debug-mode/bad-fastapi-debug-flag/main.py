from fastapi import FastAPI

from routes import router

app = FastAPI(title="Orders", debug=True)
app.include_router(router)
