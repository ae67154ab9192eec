from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from listings.api import router

app = FastAPI()
app.include_router(router)
app.mount("/photos", StaticFiles(directory="public/photos"), name="photos")
